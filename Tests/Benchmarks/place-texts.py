#!/usr/bin/env python3
"""Places what redaction looks for: which bytes of each text, and in which group of texts, so that few places of a log agree with a group.

    WEIR_TEXTS=/tmp/texts swift test --filter ClueGroupsTests
    Tests/Benchmarks/place-texts.py LOG... < /tmp/texts > Sources/WeirRedaction/Rules/ClueGroups.swift
    swift format --in-place Sources/WeirRedaction/Rules/ClueGroups.swift

The logs are a sample of what is shipped: some KB of each of many kinds. What is there now was placed on samples/logs (four times) and on 2.5 KB
of each of the 16 logs of github.com/logpai/loghub.

Each text is put where the sample has the fewest places that agree then, round by round, each time among all the others. The groups are
those of Sources/CWeirSystem/scanner.c; a text that has no place in them is found as well, only at more cost.
"""

import random
import sys

GROUPS, SIGNS, ROUNDS, TRIALS = 16, 5, 12, 3
# What a place where the text itself stands costs more than one that only agrees: it is compared.
COMPARING = 0.1


def sign(word, number):
    """As weir_sign of CWeirSystem.h."""
    if number < 3:
        return word[number] & 15
    first, second = word[2 * number - 6], word[2 * number - 5]
    return first >> 4 & 5 | second >> 3 & 10


def signs(words):
    masks = [0] * SIGNS
    for word in words:
        for number in range(SIGNS):
            masks[number] |= 1 << sign(word, number)
    return tuple(masks)


class Text:
    def __init__(self, line):
        text, _, endings = line.rstrip("\n").partition("\t")
        self.bytes = bytes.fromhex(text)
        self.endings = [bytes.fromhex(ending)[0] for ending in endings.split(",") if ending]
        starts = range(len(self.bytes) - 2)
        self.windows = [self.bytes[start : start + 4] for start in starts]
        self.choices = [signs(self.words(window)) for window in self.windows]

    def words(self, window):
        following = [window[3]] if len(window) == 4 else self.endings or range(256)
        return [window[:3] + bytes([byte]) for byte in following]


class Sample:
    """For each sign and each value of it, the places that have it, a bit each."""

    def __init__(self, log):
        places = [[bytearray(len(log)) for _ in range(16)] for _ in range(SIGNS)]
        for place in range(len(log) - 3):
            word = log[place : place + 4]
            for number in range(SIGNS):
                places[number][sign(word, number)][place] = 1
        self.having = [[int(bytes(b"01"[bit] for bit in bits), 2) for bits in values] for values in places]

    def agreeing(self, masks, known=None, with_places=None):
        """Places of each sign that agree with one of its values."""
        agreeing = list(with_places or [0] * SIGNS)
        for number, mask in enumerate(masks):
            new = mask & ~(known[number] if known else 0)
            for value in range(16):
                if new >> value & 1:
                    agreeing[number] |= self.having[number][value]
        return agreeing


def count(agreeing):
    both = agreeing[0]
    for places in agreeing[1:]:
        both &= places
    return both.bit_count()


class Group:
    def __init__(self, sample, choices):
        self.masks = tuple(0 for _ in range(SIGNS))
        for choice in choices:
            self.masks = self.joined(choice)
        self.agreeing = sample.agreeing(self.masks)
        self.count = count(self.agreeing)

    def joined(self, choice):
        return tuple(mask | new for mask, new in zip(self.masks, choice))

    def growth(self, sample, choice):
        if self.joined(choice) == self.masks:
            return 0
        return count(sample.agreeing(choice, self.masks, self.agreeing)) - self.count


def place(texts, sample, chance):
    own = [[count(sample.agreeing(choice)) for choice in text.choices] for text in texts]
    # What is met the most often has the least choice.
    order = sorted(range(len(texts)), key=lambda number: -min(own[number]))
    placed = {}
    groups = [Group(sample, []) for _ in range(GROUPS)]
    for _ in range(ROUNDS):
        for number in order:
            text = texts[number]
            if number in placed:
                old = placed.pop(number)[0]
                groups[old] = members(texts, sample, placed, old)
            costs = [
                (group.growth(sample, choice) + COMPARING * own[number][start], chance.random(), index, start)
                for index, group in enumerate(groups)
                for start, choice in enumerate(text.choices)
            ]
            _, _, index, start = min(costs)
            placed[number] = (index, start)
            groups[index] = members(texts, sample, placed, index)
        chance.shuffle(order)
    agreeing = sum(group.count for group in groups)
    print(f"{agreeing} places agree", file=sys.stderr)
    return agreeing, placed


def members(texts, sample, placed, index):
    return Group(sample, [texts[number].choices[start] for number, (group, start) in placed.items() if group == index])


def windows(texts, placed):
    """Those that are used: a text takes its first one that stands in any group."""
    rows = [{texts[number].windows[start] for number, (group, start) in placed.items() if group == index} for index in range(GROUPS)]
    known = set().union(*rows)
    used = {next(window for window in text.windows if window in known) for text in texts}
    taken = set()
    for row in rows:
        row &= used - taken
        taken |= row
    return [sorted(row) for row in rows]


def literal(window):
    return '"' + window.decode().replace("\\", "\\\\").replace('"', '\\"').replace("\0", "\\0") + '"'


def main():
    texts = [Text(line) for line in sys.stdin]
    log = b"".join(open(path, "rb").read() for path in sys.argv[1:])
    sample = Sample(log)
    _, placed = min((place(texts, sample, random.Random(seed)) for seed in range(TRIALS)), key=lambda trial: trial[0])
    rows = windows(texts, placed)
    print("// Written by Tests/Benchmarks/place-texts.py.\n")
    print("/// Which bytes are looked for of the texts of all clues, in groups: a place of a log agrees with few of them.")
    print("enum ClueGroups {\n    static let windows: [[String]] = [")
    for row in rows:
        print(f"        [{', '.join(literal(window) for window in row)}],")
    print("    ]\n}")


main()
