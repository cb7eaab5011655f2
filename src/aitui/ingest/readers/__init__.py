"""One kind of input, one small reader: bytes and where they came from in, articles out (`interface`)."""
