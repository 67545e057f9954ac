# SPDX-License-Identifier: MIT
"""What may be wrong with a .mpy: a function for each kind of damage, which changes the parts in place.

A function that finds nothing to damage returns False."""

import struct

from layout import BSS, RELOCS, RODATA

MUTATIONS = {}


def mutation(function):
    MUTATIONS[function.__name__.replace("_", "-")] = function
    return function


def change_byte(content, first, end, random):
    if end <= first:
        return False
    at = random.randrange(first, end)
    old = content[at]
    content[at] = random.choice([old ^ 1 << random.randrange(8), random.randrange(256), 0, 0xFF])
    return content[at] != old


def element_of(mpy, random):
    return random.choice([mpy.code, mpy.module])


def near(value, random):
    return max(0, value + random.choice([-64, -8, -4, -2, -1, 1, 2, 4, 8, 64, 1000, 1 << 20]))


# Relocations.


def a_reloc(mpy, random):
    relocs = mpy.module.relocs
    return random.choice(relocs) if relocs else None


@mutation
def reloc_delete(mpy, random):
    relocs = mpy.module.relocs
    if not relocs:
        return False
    del relocs[random.randrange(len(relocs))]


@mutation
def reloc_add(mpy, random):
    module = mpy.module
    in_rodata = random.randrange(2) if module.rodata else 0
    words = len(module.rodata if in_rodata else module.text) // mpy.word
    kind = random.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9 + random.randrange(87), random.randrange(127)])
    reloc = [kind << 1 | 1, random.randrange(words + 2) << 1 | in_rodata, random.randrange(1, 5)]
    module.relocs.insert(random.randrange(len(module.relocs) + 1), reloc)


@mutation
def reloc_move(mpy, random):
    moved = [reloc for reloc in mpy.module.relocs if reloc[1] is not None]
    if not moved:
        return False
    reloc = random.choice(moved)
    old = reloc[1]
    reloc[1] = max(0, (old >> 1) + random.choice([-9, -2, -1, 1, 2, 9, 1 << 20])) << 1 | old & 1
    return reloc[1] != old


@mutation
def reloc_other_block(mpy, random):
    moved = [reloc for reloc in mpy.module.relocs if reloc[1] is not None]
    if not moved:
        return False
    random.choice(moved)[1] ^= 1


@mutation
def reloc_run_over_code(mpy, random):
    words = len(mpy.module.text) // mpy.word
    if words < 2:
        return False
    first = random.randrange(words // 2)
    run = [random.choice([3, 7, 11]), first << 1, random.randrange(1, words - first + 3)]
    mpy.module.relocs.insert(random.randrange(len(mpy.module.relocs) + 1), run)


@mutation
def reloc_kind(mpy, random):
    reloc = a_reloc(mpy, random)
    if not reloc:
        return False
    old = reloc[0]
    kind = random.choice([0, 2, 4, 6, 7, 8, 9 + random.randrange(87), random.randrange(127)])
    reloc[0] = kind << 1 | old & 1
    reloc[2] = reloc[2] or 1
    return reloc[0] != old


@mutation
def reloc_count(mpy, random):
    runs = [reloc for reloc in mpy.module.relocs if reloc[2] is not None]
    if not runs:
        return False
    reloc = random.choice(runs)
    old = reloc[2]
    reloc[2] = near(old, random)
    return reloc[2] != old


# Code, where it begins, and data.


@mutation
def code_byte(mpy, random):
    text = element_of(mpy, random).text
    return change_byte(text, 0, len(text), random)


@mutation
def code_bytes_many(mpy, random):
    text = element_of(mpy, random).text
    return any([change_byte(text, 0, len(text), random) for _ in range(random.randrange(2, 20))])


@mutation
def entry_byte(mpy, random):
    text = element_of(mpy, random).text
    return change_byte(text, 0, min(4, len(text)), random)


@mutation
def entry_moved(mpy, random):
    element = element_of(mpy, random)
    size = random.randrange(1, 2 * mpy.word)
    if random.randrange(2):
        del element.text[:size]
    else:
        element.text[:0] = random.choice([bytes(size), bytes([0x90]) * size, element.text[:size]])


@mutation
def text_cut_or_longer(mpy, random):
    element = element_of(mpy, random)
    size = random.choice([1, 2, 4, 8, 16, 64])
    if random.randrange(2):
        del element.text[-size:]
    else:
        element.text += bytes(size)


@mutation
def data_byte(mpy, random):
    rodata = mpy.module.rodata
    return change_byte(rodata, 0, len(rodata), random)


@mutation
def data_word(mpy, random):
    """A word that the loader relocates holds another offset."""
    reloc = a_reloc(mpy, random)
    if not reloc or reloc[1] is None:
        return False
    block = mpy.module.rodata if reloc[1] & 1 else mpy.module.text
    at = (reloc[1] >> 1) * mpy.word
    return change_byte(block, at, min(at + mpy.word, len(block)), random)


# Sizes, flags, kinds.


@mutation
def scope_flags(mpy, random):
    element = element_of(mpy, random)
    old = element.flags
    element.flags ^= random.choice([RELOCS, RODATA, BSS, 1 << random.randrange(9)])
    return element.flags != old


@mutation
def element_kind(mpy, random):
    element = element_of(mpy, random)
    old = element.kind
    element.kind = random.randrange(4)
    if element.kind != old:
        element.numbers = [random.randrange(len(element.text) + 2), random.randrange(256)][:element.kind % 3]
    return element.kind != old


@mutation
def children(mpy, random):
    choice = random.randrange(4)
    if choice == 0:
        mpy.code.children = mpy.code.children[1:] if mpy.code.children else [mpy.code]
        if mpy.code.children:
            import copy

            child = copy.copy(mpy.code)
            child.children = []
            mpy.code.children = [child]
    elif choice == 1 and mpy.code.children:
        mpy.code = mpy.code.children[0]
    elif choice == 2 and mpy.code.children:
        mpy.code.children *= 2
    elif mpy.code.children:
        mpy.code.wrong_children = random.choice([-1, 1, 1000])
    else:
        return False


@mutation
def bss_size(mpy, random):
    module = mpy.module
    old = module.bss
    module.bss = near(old, random)
    if not module.flags & BSS:
        module.flags |= BSS
    return module.bss != old


@mutation
def rodata_size(mpy, random):
    rodata = mpy.module.rodata
    if not rodata:
        return False
    size = random.choice([1, 2, 4, 8, 16, 64])
    if random.randrange(2):
        del rodata[-size:]
    else:
        rodata += bytes(size)


@mutation
def wrong_length(mpy, random):
    element = element_of(mpy, random)
    if element.rodata and random.randrange(2):
        element.wrong_rodata = random.choice([-9, -1, 1, 9, 1 << 20])
    else:
        element.wrong_length = random.choice([-9, -1, 1, 9, 1 << 20])


# Tables.


@mutation
def qstr(mpy, random):
    at = random.randrange(len(mpy.qstrs))
    old = mpy.qstrs[at]
    choice = random.randrange(6)
    if choice == 0:
        del mpy.qstrs[at]
    elif choice == 1:
        mpy.qstrs.insert(at, random.choice(mpy.qstrs))
    elif choice == 2:
        mpy.qstrs[at] = random.choice([0, 1, 165, 166, 1000, 1 << 20, random.randrange(200)])
    elif choice == 3:
        other = random.randrange(len(mpy.qstrs))
        mpy.qstrs[at], mpy.qstrs[other] = mpy.qstrs[other], old
        return mpy.qstrs[at] != old
    elif choice == 4:
        mpy.wrong_qstrs = random.choice([-2, -1, 1, 2, 1000])
    else:
        text = bytearray(random.choice([b"", b"x" * 300, b"no_such_name", b"\xff\xfe"]))
        mpy.qstrs[at] = (text, random.choice([0, 0, 1]))


@mutation
def qstr_table_cut(mpy, random):
    del mpy.qstrs[random.randrange(len(mpy.qstrs)) :]


@mutation
def objects(mpy, random):
    choice = random.randrange(4)
    if choice == 0 and mpy.objects:
        del mpy.objects[random.randrange(len(mpy.objects))]
    elif choice == 1 and mpy.objects:
        mpy.objects[random.randrange(len(mpy.objects))] = bytearray([random.randrange(12), 1, 0x35, 0])
    elif choice == 2:
        mpy.objects.insert(0, bytearray(random.choice([b"\0", b"\1", b"\5\1x\0", b"\7\1" b"5"])))
    else:
        mpy.wrong_objects = random.choice([-1, 1, 2, 1000])
        return len(mpy.objects) + mpy.wrong_objects >= 0


# What start code reads.


def stream_of(mpy):
    text = mpy.code.text
    if len(text) < 8 or text[-1] != ord("N"):
        return None
    distance = int.from_bytes(text[-4:-1], "little")
    return (len(text) - distance, len(text)) if 4 < distance <= len(text) else None


@mutation
def stream_byte(mpy, random):
    place = stream_of(mpy)
    return place is not None and change_byte(mpy.code.text, place[0], place[1] - 4, random)


@mutation
def stream_bytes_many(mpy, random):
    place = stream_of(mpy)
    if not place:
        return False
    return any([change_byte(mpy.code.text, place[0], place[1] - 4, random) for _ in range(3)])


@mutation
def stream_cut_or_longer(mpy, random):
    place = stream_of(mpy)
    if not place:
        return False
    at = random.randrange(place[0], place[1] - 4)
    if random.randrange(2):
        del mpy.code.text[at : at + random.randrange(1, 5)]
    else:
        mpy.code.text[at:at] = random.randbytes(random.randrange(1, 5))


@mutation
def stream_start_and_footer(mpy, random):
    place = stream_of(mpy)
    if not place:
        return False
    return any([change_byte(mpy.code.text, place[0], place[1] - 4, random),
                change_byte(mpy.code.text, place[1] - 4, place[1], random)])


def chain_words(mpy):
    """Places of links, the heads first: (block, offset), or nothing if there are no chains."""
    word, module = mpy.word, mpy.module
    result = []

    def follow(block, at, link, head):
        for _ in range(10000):
            distance = struct.unpack("<h", struct.pack("<H", link >> 16 & 0xFFFF))[0]
            at += distance * word
            if distance == 0 or not 0 <= at <= len(block) - word:
                return
            result.append((block, at))
            link = int.from_bytes(block[at : at + 4], "little") - head & 0xFFFFFFFF

    if mpy.code.children:
        end = len(mpy.code.text)
        if bytes(mpy.code.text[-2:]) != b"Nc":
            return []
        result += [(mpy.code.text, end - 8), (mpy.code.text, end - 6), (mpy.code.text, end - 4)]
        heads = struct.unpack("<HH", mpy.code.text[-6:-2])
        follow(module.text, -word, heads[0] << 16, 0)
        bss = (module.bss + word - 1) // word * word
        follow(module.rodata, -word - bss, heads[1] << 16, 0)
        return result
    bss = (module.bss + word - 1) // word * word
    for block, at, base in ((module.text, len(module.text) - word, 0), (module.rodata, 0, bss)):
        if len(block) >= word and bytes(block[at : at + 2]) == b"Nc":
            result.append((block, at))
            follow(block, at, int.from_bytes(block[at : at + 4], "little"), at + base)
    return result


@mutation
def chain_head(mpy, random):
    words = chain_words(mpy)
    if not words:
        return False
    block, at = random.choice(words[: 3 if mpy.code.children else 1])
    return change_byte(block, at, at + (2 if mpy.code.children else 4), random)


@mutation
def chain_link(mpy, random):
    words = chain_words(mpy)
    if not words:
        return False
    block, at = random.choice(words)
    return change_byte(block, at, min(at + 4, len(block)), random)


@mutation
def chain_link_bit(mpy, random):
    words = chain_words(mpy)
    if not words:
        return False
    block, at = random.choice(words)
    block[min(at + random.randrange(4), len(block) - 1)] ^= 1 << random.randrange(8)


GLOBALS, OLD_GLOBALS, BUILTINS = b"NP", b"Np", b"Nb"


def record_of(mpy, mark):
    for block in (mpy.code.text, mpy.code.rodata):
        at = block.rfind(mark)
        if at >= 0:
            return block, at
    return None


@mutation
def globals_number(mpy, random):
    record = record_of(mpy, GLOBALS) or record_of(mpy, OLD_GLOBALS)
    if not record or not mpy.objects or mpy.objects[0] != b"\0":
        return False
    block, at = record
    numbers = 3 + int.from_bytes(block[at + 2 + 2 * bool(mpy.code.children) :][:2], "little")
    return change_byte(block, at, min(at + 2 * numbers, len(block)), random)


@mutation
def builtins_number(mpy, random):
    record = record_of(mpy, BUILTINS)
    if not record or not record_of(mpy, GLOBALS):
        return False
    block, at = record
    return change_byte(block, at, min(at + 20, len(block)), random)


# The file.


@mutation
def header(mpy, random):
    return change_byte(mpy.header, 0, 4, random)
