#!/usr/bin/env python3
"""A complete host in Python, with nothing but ctypes.

    host.py LIBRARY CASE.yaml FOLDER [FILE...]

FILE: the scans and recordings that the case names. Podalign gets them from memory and hands the
documents back in memory; the structs are those of podalign.h, member by member.
"""
import ctypes
import os
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char, c_char_p, c_double, c_int32
from ctypes import c_uint32, c_uint64, c_void_p, sizeof

ABI = 1
OK, E_SIDE_CONFLICT = 0, -8
JSON, PDF, PNG, INSOLE = 1, 2, 4, 64


class Text(Structure):
    _fields_ = [("data", c_void_p), ("size", c_uint64)]

    def __str__(self):
        return ctypes.string_at(self.data, self.size).decode() if self.size else ""


LOG = CFUNCTYPE(None, c_void_p, c_int32, Text)
PROGRESS = CFUNCTYPE(c_int32, c_void_p, c_void_p, c_double, Text)
CANCELLED = CFUNCTYPE(c_int32, c_void_p, c_void_p)


class Host(Structure):
    _fields_ = [("struct_size", c_uint32), ("abi", c_uint32), ("context", c_void_p), ("log", LOG),
                ("progress", PROGRESS), ("cancelled", CANCELLED), ("get_extension", c_void_p)]


class File(Structure):
    _fields_ = [("struct_size", c_uint32), ("reserved", c_uint32), ("name", Text),
                ("bytes", c_char_p), ("size", c_uint64)]


class Request(Structure):
    _fields_ = [("struct_size", c_uint32), ("outputs", c_uint32), ("case_path", Text),
                ("case_text", Text), ("files", POINTER(File)), ("file_count", c_uint64),
                ("paper", c_uint32), ("flags", c_uint32), ("job", c_void_p)]


class Error(Structure):
    _fields_ = [("struct_size", c_uint32), ("code", c_int32), ("line", c_uint64),
                ("message", c_char * 1024), ("source", c_char * 256)]


class Document(Structure):
    _fields_ = [("struct_size", c_uint32), ("kind", c_uint32), ("name", Text),
                ("media_type", Text), ("bytes", c_void_p), ("size", c_uint64)]


class Plugin(Structure):
    _fields_ = [
        ("struct_size", c_uint32), ("abi", c_uint32), ("name", c_char_p), ("version", c_char_p),
        ("open", CFUNCTYPE(c_int32, POINTER(Host), c_void_p, POINTER(c_void_p), POINTER(Error))),
        ("describe", c_void_p),
        ("assess", CFUNCTYPE(c_int32, c_void_p, POINTER(Request), POINTER(c_void_p),
                             POINTER(Error))),
        ("count_documents", CFUNCTYPE(c_int32, c_void_p, POINTER(c_uint64))),
        ("read_document", CFUNCTYPE(c_int32, c_void_p, c_uint64, POINTER(Document))),
        ("release", CFUNCTYPE(c_int32, c_void_p)),
        ("close", CFUNCTYPE(c_int32, c_void_p)),
    ]


def text_of(data, kept):
    kept.append(data)  # must live as long as the text
    return Text(ctypes.cast(c_char_p(data), c_void_p), len(data))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def load(library):
    entry = ctypes.CDLL(library, mode=os.RTLD_NOW | os.RTLD_LOCAL).podalign_entry
    entry.restype = POINTER(Plugin)
    entry.argtypes = [c_uint32]
    table = entry(ABI)
    if not table:
        sys.exit("the library does not serve this version of the interface")
    return table.contents


def documents(plugin, result):
    count = c_uint64()
    plugin.count_documents(result, byref(count))
    for index in range(count.value):
        document = Document(struct_size=sizeof(Document))
        plugin.read_document(result, index, byref(document))
        yield str(document.name), ctypes.string_at(document.bytes, document.size)


def main(library, case, folder, *paths):
    plugin = load(library)
    host = Host(struct_size=sizeof(Host), abi=ABI)
    host.log = LOG(lambda context, level, line: print(f"log: {line}", file=sys.stderr))
    host.progress = PROGRESS(
        lambda context, job, share, stage: print(f"{share:4.0%} {stage}", file=sys.stderr) or 0)
    session, result = c_void_p(), c_void_p()
    error = Error(struct_size=sizeof(Error))
    if plugin.open(byref(host), None, byref(session), byref(error)) != OK:
        sys.exit(error.message.decode())

    kept = []
    files = (File * len(paths))()
    for file, path in zip(files, paths):
        data = read(path)
        file.struct_size = sizeof(File)
        file.name = text_of(os.path.basename(path).encode(), kept)
        file.bytes, file.size = data, len(data)
    text = read(case)
    outputs = JSON | PDF | PNG
    if b"\nprescription:" in text:  # what a clinician prescribed in the case becomes insoles
        outputs |= INSOLE
    request = Request(struct_size=sizeof(Request), outputs=outputs, files=files,
                      file_count=len(paths), case_text=text_of(text, kept))
    status = plugin.assess(session, byref(request), byref(result), byref(error))
    if status != OK:
        print(f"status {status}, code {error.code}: {error.message.decode()}", file=sys.stderr)
    if status in (OK, E_SIDE_CONFLICT):
        for name, data in documents(plugin, result):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
            print(os.path.join(folder, name))
        plugin.release(result)
    plugin.close(session)
    return 0 if status == OK else 1


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
