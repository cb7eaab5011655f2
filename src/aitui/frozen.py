"""Values: what `dataclass(frozen=True, slots=True)` and `typing.NamedTuple` make, for less.

The standard decorator compiles six methods for each class, 0.8 ms; with a hundred classes a start waited for
it.  Here one method is compiled, with the first value; the others are shared.  `NamedTuple` is a third of the
standard one's price for the same reason, and spares a start `typing`.
"""

from __future__ import annotations

import sys
from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NamedTuple, TypeVar, dataclass_transform

    T = TypeVar("T")
else:

    def dataclass_transform(**_: bool) -> Callable[[T], T]:
        return lambda decorator: decorator


__all__ = ["NONE", "NamedTuple", "defaults", "frozen", "replace"]


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """Make of a class with annotated fields one of immutable values with slots.

    Equal by class and fields, hashable, picklable, matched by position; a base may be one too.  Defaults are
    shared by all values, so none may be mutable; `__post_init__` is called as in a dataclass.
    """
    fields: dict[str, Any] = {}  # with their defaults
    for base in reversed(cls.__mro__[1:]):
        fields.update(getattr(base, "_fields", {}))
    inherited = set(fields)
    own = {name: kind for name, kind in _annotations(cls).items() if "ClassVar" not in str(kind)}
    fields.update({name: cls.__dict__.get(name, NONE) for name in own})
    namespace = {
        name: content
        for name, content in cls.__dict__.items()
        if name not in own and name not in ("__dict__", "__weakref__")
    }
    names = tuple(fields)
    namespace |= _methods(names)
    namespace |= {
        "__slots__": tuple(name for name in own if name not in inherited),
        "__match_args__": names,
        "_fields": fields,
        "__init__": _init(cls, fields),
    }
    maker: Callable[..., type[T]] = type(cls)
    return maker(cls.__name__, cls.__bases__, namespace)


def replace(original: T, **changes: Any) -> T:
    """Return a copy of a frozen value (or of any dataclass) with some fields changed.

    Raises:
        TypeError: there is no field of that name.
    """
    names: tuple[str, ...] = type(original).__match_args__  # type: ignore[attr-defined]
    return type(original)(**{name: getattr(original, name) for name in names} | changes)


def defaults(cls: type) -> dict[str, Any]:
    """Return the fields of a class of frozen values in their order, each with its default or `NONE`."""
    return dict(cls._fields)  # type: ignore[attr-defined]


NONE: Any = object()


def _annotations(cls: type) -> dict[str, object]:
    """Return those of the class itself; up to Python 3.13 a class without any shows those of its base."""
    own: dict[str, object] | None = cls.__dict__.get("__annotations__")  # noqa: RUF063 - inspect takes 5 ms to load
    if own is None:
        own = cls.__annotations__ if sys.version_info >= (3, 14) else {}
    return own


def _init(cls: type, fields: dict[str, Any]) -> Callable[..., None]:
    """Return the method that sets every field, past the one that refuses to.

    It is compiled with the first value: of a hundred classes a session needs a few.
    """
    given = [default for default in fields.values() if default is not NONE]
    if any(default is NONE for default in list(fields.values())[len(fields) - len(given) :]):
        raise TypeError(f"{cls.__name__}: a field without a default follows one that has one")
    checked = hasattr(cls, "__post_init__")

    def first(self: object, *args: Any, **kwargs: Any) -> None:
        body = [f"    set(self, {name!r}, {name})" for name in fields]
        if checked:
            body.append("    self.__post_init__()")
        source = f"def __init__(self, {', '.join(fields)}):\n" + ("\n".join(body) or "    pass")
        made: dict[str, Any] = {"set": object.__setattr__}
        exec(source, made)
        init: Callable[..., None] = made["__init__"]
        init.__defaults__ = tuple(given)
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        for each in type(self).__mro__:  # not at once a subclass; and another thread may have been faster
            if each.__dict__.get("__init__") is first:
                each.__init__ = init  # type: ignore[misc]
        init(self, *args, **kwargs)

    return first


def _methods(names: tuple[str, ...]) -> dict[str, Any]:
    """Return what values have in common, over the fields of one class."""
    getter = attrgetter(*names) if names else lambda _: ()
    content = getter if len(names) != 1 else lambda self: (getter(self),)

    def equal(self: object, other: object) -> bool:
        return content(self) == content(other) if type(self) is type(other) else NotImplemented

    def hashed(self: object) -> int:
        return hash(content(self))

    def shown(self: object) -> str:
        told = ", ".join(f"{name}={field!r}" for name, field in zip(names, content(self), strict=True))
        return f"{type(self).__qualname__}({told})"

    def reduced(self: object) -> tuple[type, tuple[Any, ...]]:
        return type(self), content(self)

    return {
        "__eq__": equal,
        "__hash__": hashed,
        "__repr__": shown,
        "__reduce__": reduced,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")


if not TYPE_CHECKING:
    try:
        from collections import _tuplegetter as _field  # written in C, as that of the standard one
    except ImportError:
        from operator import itemgetter

        def _field(at, doc):
            return property(itemgetter(at), doc=doc)

    class _MakesTuples(type):
        """Makes of a class with annotated fields one of tuples whose fields have names."""

        def __new__(cls, name, bases, namespace):
            if not bases:
                return type.__new__(cls, name, bases, namespace)
            names = tuple(_annotations(type(name, (), dict(namespace))))
            given = {field: namespace.pop(field) for field in names if field in namespace}
            if list(given) != list(names[len(names) - len(given) :]):
                raise TypeError(f"{name}: a field without a default follows one that has one")
            namespace |= {field: _field(at, None) for at, field in enumerate(names)}
            namespace = _TUPLE_METHODS | namespace
            namespace |= {
                "__slots__": (),
                "__match_args__": names,
                "_fields": names,
                "_field_defaults": given,
                "__new__": _new(names, given),
            }
            return type(name, (tuple,), namespace)

    class NamedTuple(metaclass=_MakesTuples):
        """Base of tuples whose fields have names, as `typing.NamedTuple`."""

    def _new(names, given):
        """Return the method that makes a value; it is compiled with the first one."""

        def first(cls, *args, **kwargs):
            fields = "".join(f"{name}, " for name in names)
            made = {"make": tuple.__new__}
            exec(f"def __new__(cls, {fields}):\n    return make(cls, ({fields}))", made)
            new = made["__new__"]
            new.__defaults__ = tuple(given.values())
            for each in cls.__mro__:  # not at once a subclass; and another thread may have been faster
                if each.__dict__.get("__new__").__class__ is staticmethod and each.__new__ is first:
                    each.__new__ = new
            return new(cls, *args, **kwargs)

        return first

    def _make(cls, values):
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"{cls.__name__}: {len(cls._fields)} values are wanted, not {len(made)}")
        return made

    def _replace(self, /, **changes):
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"{type(self).__name__} has no field {', '.join(changes)}")
        return made

    def _shown(self):
        told = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({told})"

    _TUPLE_METHODS = {
        "_make": classmethod(_make),
        "_replace": _replace,
        "_asdict": lambda self: dict(zip(self._fields, self, strict=True)),
        "__repr__": _shown,
        "__getnewargs__": lambda self: tuple(self),
    }
