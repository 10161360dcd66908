"""Seeds of draws, from what is drawn and the repetition: no draw depends on what was drawn before."""

import zlib


def of(purpose, repetition):
    return zlib.crc32(f"{purpose}, repetition {repetition}".encode())
