"""Values: what `dataclass(frozen=True, slots=True)` makes, at a twentieth of its price.

The standard decorator compiles six methods for each class, 0.8 ms; with a hundred classes a start waited for
it.  Here one method is compiled, with the first value; the others are shared.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from typing import dataclass_transform
else:

    def dataclass_transform(**_: bool) -> Callable[[T], T]:
        return lambda decorator: decorator


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
