#!/usr/bin/env python3
"""Verify a certificate of a quantum bound: what value of the inequality can no quantum state exceed?

    python3 verify_bound.py FILE

Independent of the Swift package and exact: every number of the file is taken as the fraction that it is. For the moment
matrix G of a quantum behaviour, averaged over the symmetries, with moments y of magnitude at most 1 and functional p,

    p_0 + sum p_k y_k = p_0 + <S, G_0> - Tr(S G) + sum (p_k + <S, G_k>) y_k,

so that the value is at most p_0 + <S, G_0> + sum |p_k + <S, G_k>| + sum over blocks (rows * shift), once S + shift is shown
to be positive in each block. That is shown by a triangular L of decimal approximations, whose defect S + shift - L L^T is
formed exactly and has dominant diagonal. Needs Python 3 and nothing else; n rows take n^3 operations on long integers.
"""

import itertools
import json
import sys
from fractions import Fraction


class Refused(Exception):
    """The certificate does not prove its bound."""


def require(condition, reason):
    if not condition:
        raise Refused(reason)


class Letters:
    """The letters of a scenario: observables of settings with two outcomes, projectors of others."""

    def __init__(self, outcomes):
        self.places = []
        self.numbers = {}
        for party, settings in enumerate(outcomes):
            for setting, count in enumerate(settings):
                for outcome in range(1 if count == 2 else count - 1):
                    self.numbers[party, setting, outcome] = len(self.places)
                    self.places.append((party, setting, count == 2))

    def normal(self, letters):
        """A product of letters in normal form, or None when it vanishes."""
        parties = {}
        for letter in letters:
            party, setting, observable = self.places[letter]
            word = parties.setdefault(party, [])
            if word and self.places[word[-1]][1] == setting:
                if observable:
                    word.pop()
                elif word[-1] != letter:
                    return None
            else:
                word.append(letter)
        return tuple(letter for party in sorted(parties) for letter in parties[party])

    def moment(self, letters):
        """One name for a product and its adjoint, or None when they vanish."""
        word = self.normal(letters)
        return None if word is None else min(word, self.normal(word[::-1]))


def functional(outcomes, coefficients, letters):
    """The exact coefficients of all moments."""
    terms = {}
    numbers = iter(coefficients)
    for settings in itertools.product(*(range(len(party)) for party in outcomes)):
        counts = [outcomes[party][setting] for party, setting in enumerate(settings)]
        for result in itertools.product(*(range(count) for count in counts)):
            products = [((), Fraction(next(numbers)))]
            for party, (setting, count, outcome) in enumerate(zip(settings, counts, result)):
                if count == 1:
                    choices = [((), Fraction(1))]
                elif count == 2:
                    letter = letters.numbers[party, setting, 0]
                    choices = [((), Fraction(1, 2)), ((letter,), Fraction(1 - 2 * outcome, 2))]
                elif outcome < count - 1:
                    choices = [((letters.numbers[party, setting, outcome],), Fraction(1))]
                else:
                    choices = [((), Fraction(1))] + [
                        ((letters.numbers[party, setting, other],), Fraction(-1)) for other in range(count - 1)
                    ]
                products = [(word + more, value * factor) for word, value in products for more, factor in choices]
            for word, value in products:
                terms[word] = terms.get(word, 0) + value
    require(next(numbers, None) is None, "there are too many coefficients")
    return {word: value for word, value in terms.items() if value}


class Orbits:
    """Moments that averaging over symmetries makes equal up to sign, or zero."""

    def __init__(self):
        self.parents, self.signs, self.zeros = {}, {}, set()

    def root(self, word):
        sign = 1
        while self.parents.setdefault(word, word) != word:
            sign *= self.signs[word]
            word = self.parents[word]
        return word, sign

    def unite(self, first, second, sign):
        (left, s), (right, t) = self.root(first), self.root(second)
        if left == right:
            if s * t * sign < 0:
                self.zeros.add(left)
            return
        left, right = min(left, right), max(left, right)
        self.parents[right], self.signs[right] = left, s * t * sign
        if right in self.zeros:
            self.zeros.add(left)

    def value(self, word):
        root, sign = self.root(word)
        return (root, 0 if root in self.zeros else sign)


def check_symmetries(symmetries, letters, terms, words):
    """Every symmetry must permute the letters by parties and settings, the words, and leave the functional as it is."""
    known = set(words)
    for symmetry in symmetries:
        images, flips = symmetry["images"], symmetry["flips"]
        require(sorted(images) == list(range(len(letters.places))), "a symmetry is no permutation of letters")
        parties, settings = {}, {}
        for letter, image in enumerate(images):
            (party, setting, observable), (other, chosen, kind) = letters.places[letter], letters.places[image]
            require(observable == kind and (observable or not flips[letter]), "a symmetry mixes kinds of letters")
            require(parties.setdefault(party, other) == other, "a symmetry tears a party apart")
            place = settings.setdefault((party, setting), (other, chosen))
            require(place == (other, chosen), "a symmetry tears a setting apart")
        require(len(set(parties.values())) == len(parties), "a symmetry joins parties")
        require(len(set(settings.values())) == len(settings), "a symmetry joins settings")
        for word, value in terms.items():
            image, sign = transformed(word, images, flips, letters)
            require(terms.get(image) == sign * value, "a symmetry changes the functional")
        for word in words:
            require(transformed(word, images, flips, letters)[0] in known, "a symmetry leads out of the words")


def transformed(word, images, flips, letters):
    sign = -1 if sum(flips[letter] for letter in word) % 2 else 1
    return letters.normal([images[letter] for letter in word]), sign


def check_positive(matrix):
    """Throws unless a symmetric matrix of fractions is positive, by an approximate factor and its exact defect."""
    size = len(matrix)
    if not any(value for row in matrix for value in row):
        return
    trace = float(sum(matrix[i][i] for i in range(size)))
    require(trace >= 0, "a block has a negative trace")
    margin = Fraction((size + 2) * 2.0**-53 * trace)
    factor = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i):
            value = float(matrix[i][j]) - sum(a * b for a, b in zip(factor[i][:j], factor[j][:j]))
            factor[i][j] = value / factor[j][j]
        pivot = float(matrix[i][i] - margin) - sum(a * a for a in factor[i][:i])
        require(pivot > 0, "a block does not factor")
        factor[i][i] = pivot**0.5
    # Whole numbers in units of 2^-120 for the factor: what is cut off goes into the defect.
    scaled = [[int(Fraction(value) * 2**120) for value in row] for row in factor]
    defect = [[Fraction(0)] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            product = Fraction(sum(a * b for a, b in zip(scaled[i][: j + 1], scaled[j][: j + 1])), 2**240)
            defect[i][j] = defect[j][i] = matrix[i][j] - product
    for i in range(size):
        others = sum(abs(defect[i][j]) for j in range(size) if j != i)
        require(defect[i][i] >= others, "a block is not shown to be positive")


def verify(certificate):
    """The bound, when the certificate proves it."""
    outcomes = certificate["outcomes"]
    letters = Letters(outcomes)
    words = [tuple(word) for word in certificate["words"]]
    require(words[0] == () and len(set(words)) == len(words), "the words must be different and begin with 1")
    require(all(letters.normal(word) == word for word in words), "a word is not in normal form")
    terms = functional(outcomes, certificate["coefficients"], letters)
    check_symmetries(certificate["symmetries"], letters, terms, words)

    table = {}
    moments = set()
    for i, left in enumerate(words):
        for j, right in enumerate(words[: i + 1]):
            table[i, j] = letters.moment(left[::-1] + right)
            moments.add(table[i, j])
    moments.discard(None)
    orbits = Orbits()
    for symmetry in certificate["symmetries"]:
        for moment in moments:
            image, sign = transformed(moment, symmetry["images"], symmetry["flips"], letters)
            orbits.unite(moment, letters.moment(image), sign)

    # Rest: p_k + <S, G_k> for each orbit; an entry of S outside of all blocks is zero.
    rest = {}
    for word, value in terms.items():
        moment = letters.moment(word)
        require(moment in moments, "a product of the functional is not among the moments")
        root, sign = orbits.value(moment)
        rest[root] = rest.get(root, 0) + sign * value
    rows = sorted(row for block in certificate["blocks"] for row in block)
    require(rows == list(range(len(words))), "the blocks must hold each row once")
    paid = Fraction(0)
    for block, numbers, shift in zip(
        certificate["blocks"], certificate["sumOfSquares"], certificate["shifts"], strict=True
    ):
        require(len(numbers) == len(block) * (len(block) + 1) // 2, "a block has a wrong number of entries")
        values = iter(numbers)
        matrix = [[Fraction(0)] * len(block) for _ in block]
        for i, row in enumerate(block):
            for j, column in enumerate(block[: i + 1]):
                value = Fraction(next(values))
                matrix[i][j] = matrix[j][i] = value
                moment = table[max(row, column), min(row, column)]
                if moment is None:
                    continue
                root, sign = orbits.value(moment)
                rest[root] = rest.get(root, 0) + sign * value * (1 if i == j else 2)
        require(shift >= 0, "a shift is negative")
        for i in range(len(block)):
            matrix[i][i] += Fraction(shift)
        check_positive(matrix)
        paid += len(block) * Fraction(shift)
    bound = rest.pop((), Fraction(0)) + sum(abs(value) for value in rest.values()) + paid
    require(bound <= Fraction(certificate["upper"]), "the bound is larger than claimed")
    return certificate["upper"]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1]) as file:
        content = json.load(file)
    try:
        print(f"proven: no quantum value above {verify(content)!r}")
    except (Refused, KeyError, IndexError, TypeError, ValueError, ZeroDivisionError) as reason:
        sys.exit(f"refused: {reason}")
