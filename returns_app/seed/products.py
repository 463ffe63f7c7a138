"""The catalogue of "Noordlicht Outdoor": forty things, each with a picture among the assets."""

from dataclasses import dataclass

from sqlmodel import Session

from returns_app.db.products import Product
from returns_app.db.search import fold
from returns_app.seed.carriers import CURRENCY
from returns_app.seed.ids import uid

PICTURES = "/products"

# Names of a hundred letters happen; screens have to bear them.
_LONG = (
    "Sørfjord 65+10 Expedition Backpack with Detachable Daypack and Rain Cover, adjustable back length, slate"
)
# SKU, name, category, price in cents, picture, grams with its packing
_PRODUCTS = (
    ("NLO-TNT-0312-MOS", "Fjellvind 3 Tent, moss", "Tents", 34900, "tent", 3400),
    ("NLO-TNT-0312-SND", "Fjellvind 3 Tent, sand", "Tents", 34900, "tent-sand", 3400),
    ("NLO-TNT-0520-MOS", "Storsund 5 Family Tent, moss", "Tents", 64900, "tunnel-tent", 11800),
    ("NLO-TRP-0034-GRY", "Regnbue 3 × 4 Tarp, gray", "Tents", 11900, "tarp", 1300),
    ("NLO-TNT-0290-FPR", "Fjellvind 2 Footprint", "Tent parts", 3995, "footprint", 620),
    ("NLO-PEG-0010-ALU", "Tinde Y-Pegs, set of 10", "Tent parts", 2495, "pegs", 260),
    ("NLO-BPK-0651-SLA", _LONG, "Backpacks", 28900, "expedition-backpack", 3200),
    ("NLO-BPK-0280-MOS", "Sørfjord 28 Daypack, moss", "Backpacks", 11900, "daypack", 1250),
    ("NLO-DRY-0020-ORG", "Stillvann Dry Bag 20 L", "Bags", 3495, "dry-bag", 320),
    ("NLO-DRY-0035-BLU", "Stillvann Dry Bag 35 L", "Bags", 4495, "dry-bag-large", 420),
    ("NLO-DUF-0060-BLK", "Havn 60 Duffel, black", "Bags", 12900, "duffel", 1500),
    ("NLO-SLB-0007-RZ", "Lomvi Sleeping Bag −7 °C, right zip", "Sleeping", 19900, "sleeping-bag", 1650),
    ("NLO-SLB-0007-LZ", "Lomvi Sleeping Bag −7 °C, left zip", "Sleeping", 19900, "sleeping-bag-left", 1650),
    ("NLO-MAT-0005-PIN", "Myrull 5 Sleeping Mat, pine", "Sleeping", 8995, "mat", 780),
    ("NLO-PIL-0001-GRY", "Myrull Pillow, gray", "Sleeping", 2995, "pillow", 240),
    ("NLO-HAM-0002-TEA", "Lunde Hammock with Straps, teal", "Sleeping", 7995, "hammock", 980),
    ("NLO-JKT-0118-RUS", "Fjellvind Shell Jacket, men’s, L, rust", "Jackets", 24900, "shell-jacket", 690),
    ("NLO-JKT-0119-PIN", "Fjellvind Shell Jacket, women’s, M, pine", "Jackets", 24900, "shell-jacket-pine", 610),
    ("NLO-DWN-0204-TEA", "Varde Down Jacket, women’s, M, deep teal", "Jackets", 27900, "down-jacket", 640),
    ("NLO-DWN-0203-BLK", "Varde Down Jacket, men’s, XL, black", "Jackets", 27900, "down-jacket-black", 760),
    ("NLO-CRW-0331-CHA", "Rondane Merino Crew, men’s, L, charcoal", "Clothing", 8995, "crew", 340),
    ("NLO-PNT-0140-SND", "Rondane Trekking Trousers, women’s, 38, sand", "Clothing", 11995, "trousers", 460),
    ("NLO-SCK-0012-GRY", "Rondane Merino Socks, 42–44, gray", "Clothing", 2295, "socks", 110),
    ("NLO-GLV-0008-BLK", "Varde Gloves, M, black", "Clothing", 4995, "gloves", 150),
    ("NLO-CAP-0003-MOS", "Skog Cap, moss", "Clothing", 2995, "cap", 130),
    ("NLO-BNE-0005-RUS", "Skog Beanie, rust", "Clothing", 2495, "beanie", 110),
    ("NLO-SHO-0042-BRN", "Skarv Mid Hiking Boots, 42", "Footwear", 17900, "boots", 1750),
    ("NLO-SHO-0038-BRN", "Skarv Mid Hiking Boots, 38", "Footwear", 17900, "boots-small", 1520),
    ("NLO-GTR-0002-BLK", "Fjellvak Gaiters, waterproof, M–L, black", "Footwear", 4295, "gaiters", 330),
    ("NLO-POL-0120-PAR", "Kvist Trekking Poles, pair", "Gear", 9995, "poles", 720),
    ("NLO-STV-0001-GAS", "Tinde Gas Stove", "Kitchen", 5995, "stove", 410),
    ("NLO-GAS-0230-PRO", "Tinde Gas Cartridge 230 g", "Kitchen", 795, "cartridge", 430),
    ("NLO-POT-0014-ALU", "Tinde Pot 1.4 L with Lid", "Kitchen", 3495, "pot", 480),
    ("NLO-MUG-0003-STL", "Bål Mug 0.3 L, steel", "Kitchen", 1495, "mug", 170),
    ("NLO-BTL-0075-TEA", "Kilde Bottle 0.75 L, teal", "Kitchen", 2795, "bottle", 310),
    ("NLO-KNF-0009-OAK", "Bål Folding Knife, oak", "Gear", 5495, "knife", 210),
    ("NLO-LMP-0400-BLK", "Nordlys 400 Headlamp", "Gear", 6495, "headlamp", 230),
    ("NLO-CMP-0001-CLR", "Leia Compass", "Gear", 3995, "compass", 120),
    ("NLO-ROP-0960-RED", "Svaberg Rope 9.6 mm, 60 m", "Gear", 18900, "rope", 4100),
    ("NLO-SUN-0004-SMK", "Breen Glacier Sunglasses, smoke", "Gear", 8995, "sunglasses", 160),
)  # fmt: skip


@dataclass(frozen=True)
class SeededProduct:
    """One product as it stands in the table above."""

    sku: str
    name: str
    category: str
    cents: int
    picture: str
    grams: int


PRODUCTS: tuple[SeededProduct, ...] = tuple(SeededProduct(*row) for row in _PRODUCTS)


def add_products(session: Session) -> set[str]:
    """Add the catalogue. Returns what its products are found by."""
    rows = [_row(product) for product in PRODUCTS]
    session.add_all(rows)
    session.flush()
    return {row.search for row in rows}


def _row(product: SeededProduct) -> Product:
    return Product(
        id=uid("product", product.sku),
        sku=product.sku,
        name=product.name,
        category=product.category,
        price_minor=product.cents,
        currency=CURRENCY,
        picture=f"{PICTURES}/{product.picture}.svg",
        search=fold(f"{product.name} {product.sku} {product.category}"),
        weight_g=product.grams,
    )
