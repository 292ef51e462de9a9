"""Writes crc32.csv, whose check values are those of zlib: python3 make-crc-fixtures.py."""

import pathlib
import random
import zlib

stream = random.Random(1)
samples = [stream.randbytes(n) for n in [0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 64, 100, 257]]
samples += [b"123456789", bytes(32), b"\xff" * 32]
lines = ["# CRC-32 by zlib of bytes that are written in hexadecimal.", "bytes,crc"]
lines += [f"{sample.hex()},{zlib.crc32(sample)}" for sample in samples]
(pathlib.Path(__file__).parent / "crc32.csv").write_text("\n".join(lines) + "\n")
