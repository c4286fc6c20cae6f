"""How long to wait before trying again."""

import random

FIRST_S = 0.25
LONGEST_S = 10.0


def back_off_s(attempt: int) -> float:
    """
    Doubles each time, with some chance in it, so that many clients do not come back at the same moment.

    :param attempt: from 1 on
    """
    return min(FIRST_S * 2.0 ** (attempt - 1), LONGEST_S) * random.uniform(0.5, 1.0)
