"""Arithmetic in the field with q elements, for every prime power q.

Elements are the numbers 0 .. q - 1. In GF(p^n) the digits of a number in base p are the coefficients of a
polynomial; products come from the powers of a primitive element (Lidl & Niederreiter, "Finite Fields", 2.5).
"""

from functools import cache


def prime_power(number: int) -> tuple[int, int] | None:
    """(p, n) with p prime and p^n = `number`, or `None`."""
    if number < 2:
        return None
    prime = smallest_factor(number)
    exponent = 0
    while number % prime == 0:
        number //= prime
        exponent += 1
    return (prime, exponent) if number == 1 else None


def smallest_factor(number: int) -> int:
    """The smallest prime that divides `number` (at least 2)."""
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            return divisor
        divisor += 1
    return number


class Field:
    """GF(q): `prime`, `degree`, `order`, products and a primitive element's powers."""

    def __init__(self, order: int) -> None:
        """The field of so many elements; `ValueError` where `order` is no prime power."""
        factors = prime_power(order)
        if factors is None:
            raise ValueError(f"there is no field of {order} elements")
        self.order = order
        self.prime, self.degree = factors
        self.powers = _powers(self.prime, self.degree)
        """`powers[i]` is the i-th power of a primitive element, i = 0 .. q - 2."""
        self._logarithm = {element: power for power, element in enumerate(self.powers)}

    def times(self, left: int, right: int) -> int:
        """The product of two elements."""
        if not left or not right:
            return 0
        return self.powers[(self._logarithm[left] + self._logarithm[right]) % (self.order - 1)]

    def plus(self, left: int, right: int) -> int:
        """The sum of two elements."""
        return add(left, right, (self.prime,) * self.degree)

    def minus(self, element: int) -> int:
        """The element that gives 0 when added."""
        return negative(element, (self.prime,) * self.degree)


@cache
def field(order: int) -> Field:
    """GF(`order`), made once."""
    return Field(order)


def add(left: int, right: int, moduli: tuple[int, ...]) -> int:
    """The sum in the direct product of cyclic groups; the last modulus belongs to the lowest digit."""
    total, unit = 0, 1
    for modulus in reversed(moduli):
        total += (left + right) % modulus * unit
        left, right, unit = left // modulus, right // modulus, unit * modulus
    return total


def negative(element: int, moduli: tuple[int, ...]) -> int:
    """The inverse in the direct product of cyclic groups."""
    total, unit = 0, 1
    for modulus in reversed(moduli):
        total += -element % modulus * unit
        element, unit = element // modulus, unit * modulus
    return total


def _powers(prime: int, degree: int) -> list[int]:
    """The powers of a primitive element of GF(prime^degree)."""
    order = prime**degree
    if degree == 1:
        candidates = (_orbit_prime(element, prime) for element in range(1, prime))
    else:
        candidates = (_orbit_polynomial(tail, prime, degree) for tail in range(1, order))
    return next(orbit for orbit in candidates if len(orbit) == order - 1)


def _orbit_prime(element: int, prime: int) -> list[int]:
    orbit = [1]
    while (following := orbit[-1] * element % prime) != 1:
        orbit.append(following)
    return orbit


def _orbit_polynomial(tail: int, prime: int, degree: int) -> list[int]:
    """1, x, x^2 ... modulo x^degree - `tail`, until 1 comes again or 0 shows that `tail` will not do."""
    top = prime ** (degree - 1)
    moduli = (prime,) * degree
    multiples = [0]
    for _ in range(prime - 1):
        multiples.append(add(multiples[-1], tail, moduli))
    orbit = [1]
    while len(orbit) < prime**degree:
        leading, rest = divmod(orbit[-1], top)
        following = add(rest * prime, multiples[leading], moduli)
        if following <= 1:
            return orbit if following else []
        orbit.append(following)
    return []
