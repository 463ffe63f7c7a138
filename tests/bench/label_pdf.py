"""What a label costs. Run by hand: `python -m tests.bench.label_pdf`. The last line is the figure."""

import resource
import time
from datetime import date

from returns_app.domain.addresses import Address
from returns_app.labels import LabelData, LabelLine, Paper, check_digit, label_pdf

ROUNDS = 300


def a_label(number: int) -> LabelData:
    """A label like any other, different for every number, so that nothing can be kept from the last one."""
    serial = f"3952123{number:010d}"
    return LabelData(
        carrier_name="Blauwvogel",
        service_name="Parcel Return",
        handover="drop_off",
        tracking=serial + check_digit(serial),
        return_number=f"RMA-{number:04d}-Q9TX",
        reference=f"R-{number}",
        sender=Address(
            country="PL",
            name=f"Łucja Żółcińska {number}",
            street="ulica Świętego Mikołaja",
            house_number=str(number),
            postal_code="50-127",
            city="Wrocław",
        ),
        recipient=Address(
            country="NL",
            name="Noordlicht Outdoor",
            street="Scheepswerfkade",
            house_number="88",
            postal_code="3511 AB",
            city="Utrecht",
        ),
        created=date(2026, 11, 23),
        lines=(
            LabelLine("Nordkapp Shell Jacket", "NL-JKT-0412", 1),
            LabelLine("Skarv 28 Backpack", "NL-BPK-28", 2),
        ),
    )


def milliseconds(paper: Paper) -> tuple[float, int]:
    """CPU milliseconds and bytes of one label on this paper."""
    label_pdf(a_label(0), paper)
    begin = time.process_time()
    sizes = [len(label_pdf(a_label(number), paper)) for number in range(1, ROUNDS + 1)]
    return (time.process_time() - begin) / ROUNDS * 1000, sum(sizes) // ROUNDS


def main() -> None:
    """Print the cost of both papers, then the one that counts."""
    for paper in (Paper.A4, Paper.A6):
        cost, size = milliseconds(paper)
        print(f"{paper.name}: {cost:.2f} ms CPU, {size} bytes")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    print(f"label PDF (A6): {cost:.2f} ms of CPU")


if __name__ == "__main__":
    main()
