import re
import string
import textwrap


def answer():
    words = re.findall(r"[a-z]+", "the quick  brown-fox")
    return [" ".join(w.title() for w in words), f"{1234.5678:>12,.2f}|", string.ascii_lowercase[:3], textwrap.shorten("aa bb cc", 5, placeholder="")]
