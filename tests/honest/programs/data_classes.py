from dataclasses import asdict, dataclass, field


@dataclass(order=True)
class Sample:
    x: float
    tags: list[str] = field(default_factory=list)


def answer():
    return [asdict(s) for s in sorted([Sample(2.0, ["b"]), Sample(1.0)])]
