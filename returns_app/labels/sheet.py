"""A sheet to draw on, in millimeters from the top left corner. Black on white only: thermal printers have no gray."""

from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from returns_app.labels.codes import BARS_QUIET, QR_QUIET, Bars, Square
from returns_app.labels.typesetting import BOLD, LEADING, MM, REGULAR, Fitted, Run, fit_line, printable, width

# Encoding streams as text would cost a third of a label's time and a quarter of its size.
rl_config.useA85 = 0

# Every module is a multiple of one dot at 203 dpi, so that thermal printers neither round nor blur.
DOT_MM = 0.125


class Sheet:
    """One page. `origin` moves what follows; text is placed by its baseline or by the top of its box."""

    def __init__(self, size_mm: tuple[float, float], *, title: str, language: str) -> None:
        self._bytes = BytesIO()
        self._height = size_mm[1]
        self._canvas = Canvas(
            self._bytes,
            pagesize=(size_mm[0] * MM, size_mm[1] * MM),
            pageCompression=1,
            invariant=1,
            initialFontName=REGULAR,
            lang=language,
        )
        self._canvas.setTitle(title)
        # Text is collected and drawn last, in one go: each text object of its own would cost as much as its words.
        self._words = self._canvas.beginText()
        self.origin = (0.0, 0.0)

    def text(self, x: float, y: float, words: str, *, size: float, font: str = REGULAR) -> None:
        """Words that begin at x on the baseline y."""
        self._words.setFont(font, size)
        self._words.setTextOrigin((x + self.origin[0]) * MM, self._up(y))
        self._words.textOut(printable(words))

    def text_right(self, x: float, y: float, words: str, *, size: float, font: str = REGULAR) -> None:
        """Words that end at x on the baseline y."""
        self.text(x - width(printable(words), font, size), y, words, size=size, font=font)

    def text_center(self, x: float, y: float, words: str, *, size: float, font: str = REGULAR) -> None:
        """Words with their middle at x on the baseline y."""
        self.text(x - width(printable(words), font, size) / 2, y, words, size=size, font=font)

    def block(self, x: float, y: float, fitted: Fitted) -> None:
        """Fitted lines, the top of the first at y."""
        for place, run in enumerate(fitted.lines):
            baseline = y + (0.95 + place * LEADING) * fitted.size / MM
            self.text(x, baseline, run.text, size=fitted.size, font=run.font)

    def caption(self, x: float, y: float, words: str, *, wide: float) -> float:
        """A small heading over or before a fact, on the baseline y, no wider than this. Returns its width."""
        written = fit_line(Run(words.upper(), BOLD), wide=wide, largest=5.5, smallest=3.5)
        text = written.lines[0].text
        self.text(x, y, text, size=written.size, font=BOLD)
        return width(text, BOLD, written.size)

    def rule(
        self, x: float, y: float, to: tuple[float, float], *, mm: float = 0.25, dash: bool = False
    ) -> None:
        """A line from one point to another."""
        self._canvas.setLineWidth(mm * MM)
        self._canvas.setDash([5, 4] if dash else [])
        left = self.origin[0]
        self._canvas.line((x + left) * MM, self._up(y), (to[0] + left) * MM, self._up(to[1]))

    def frame(self, x: float, y: float, box: tuple[float, float], *, mm: float = 0.5) -> None:
        """The outline of a box; half of its width lies outside."""
        self._canvas.setLineWidth(mm * MM)
        self._canvas.setDash([])
        self._canvas.rect((x + self.origin[0]) * MM, self._up(y + box[1]), box[0] * MM, box[1] * MM)

    def panel(self, x: float, y: float, box: tuple[float, float]) -> None:
        """A black box. Text always lies on top; on a panel it must be written between `white` and `black`."""
        self._canvas.rect(
            (x + self.origin[0]) * MM, self._up(y + box[1]), box[0] * MM, box[1] * MM, stroke=0, fill=1
        )

    def white(self) -> None:
        """Write in white from here on."""
        self._words.setFillGray(1)

    def black(self) -> None:
        """Write in black from here on."""
        self._words.setFillGray(0)

    def bars(self, center: float, y: float, bars: Bars, *, box: tuple[float, float]) -> float:
        """A linear code in the middle of a box, with quiet zones, as large as fits (0.5 mm a module at most).

        Returns the millimeters of one module.
        """
        module = min(0.5, box[0] / (bars.width + 2 * BARS_QUIET) // DOT_MM * DOT_MM)
        rectangles = " ".join(f"{start} 0 {wide} 1 re" for start, wide in bars.bars)
        self._modules(center - bars.width * module / 2, y + box[1], (module, box[1]), rectangles)
        return module

    def square(self, x: float, y: float, code: Square, *, box: float) -> float:
        """A QR code in the middle of a square box with its quiet zone, as large as fits. Returns its module in mm."""
        module = box / (code.width + 2 * QR_QUIET) // DOT_MM * DOT_MM
        margin = (box - code.width * module) / 2
        # Rows count downwards, PDF upwards.
        rectangles = " ".join(f"{column} {-row - 1} {wide} 1 re" for column, row, wide in code.runs)
        self._modules(x + margin, y + margin, (module, module), rectangles)
        return module

    def pdf(self) -> bytes:
        """The finished document. Same calls, same bytes."""
        self._canvas.drawText(self._words)
        self._canvas.showPage()
        self._canvas.save()
        return self._bytes.getvalue()

    def _modules(self, x: float, y: float, module: tuple[float, float], rectangles: str) -> None:
        # One path in whole modules under one scale: exact edges, and a tenth of the time of single rectangles.
        left = (x + self.origin[0]) * MM
        scale = f"{module[0] * MM:.5f} 0 0 {module[1] * MM:.5f} {left:.4f} {self._up(y):.4f} cm"
        self._canvas.addLiteral(f"q {scale} {rectangles} f Q")

    def _up(self, y: float) -> float:
        return (self._height - y - self.origin[1]) * MM
