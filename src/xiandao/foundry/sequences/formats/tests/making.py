"""Records drawn at random for the laws of the formats, and a writer of SnapGene files, which we only read."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

from xiandao.foundry.sequences import Feature, Molecule, Place, Record

NAMES = st.text("abcXYZ019_.-", min_size=1, max_size=12)
WORDS = st.lists(st.text("abcdeöB中1,.'\"/()=-", min_size=1, max_size=9), max_size=20).map(" ".join)
PLAIN = WORDS.filter(lambda text: not text.endswith("."))
LINES = st.lists(WORDS.filter(bool), min_size=1, max_size=3).map("\n".join)
LETTERS = {
    Molecule.DNA: "ACGTRYSWKMBDHVNacgtn",
    Molecule.RNA: "ACGURYSWKMBDHVNacgun",
    Molecule.PROTEIN: "ACDEFGHIKLMNPQRSTVWYXBZJUO*",
}
KEYS = st.sampled_from(["gene", "note", "label", "product", "translation", "codon_start", "pseudo"])
ANNOTATIONS = {  # what both flat files hold, and how
    "KEYWORDS": WORDS,
    "COMMENT": LINES,
    "ACCESSION": NAMES,
    "SOURCE": PLAIN.filter(bool),
    "SOURCE.ORGANISM": WORDS.filter(bool),
    "REFERENCE": st.just("1"),
    "REFERENCE.AUTHORS": WORDS,
    "REFERENCE.TITLE": WORDS,
    "LOCUS.DIVISION": st.sampled_from(["SYN", "BCT"]),
}


@st.composite
def places(draw: st.DrawFn, length: int, *, circular: bool, strands: tuple[int, ...]) -> tuple[Place, ...]:
    """Places in a feature's own order; on a circle they may begin anywhere."""
    strand = draw(st.sampled_from(strands))
    cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=min(6, length + 1))))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    if circular and draw(st.booleans()):
        spans = spans[1:] + spans[:1]
    fuzzy = [(draw(st.booleans()), draw(st.booleans())) for _ in spans]
    made = [Place(a, b, strand, *ends) for (a, b), ends in zip(spans, fuzzy, strict=True)]
    if draw(st.booleans()) and 0 < cuts[0] < length:
        made.append(Place(cuts[0], cuts[0], strand))  # between two letters
    return tuple(made if strand != -1 else made[::-1])


@st.composite
def features(draw: st.DrawFn, length: int, *, circular: bool, strands: tuple[int, ...]) -> Feature:
    """A feature with qualifiers of every kind."""
    at = draw(places(length, circular=circular, strands=strands))
    qualifiers = []
    for key in draw(st.lists(KEYS, max_size=4)):
        value = draw(st.text("ACDEFGHIKLMNPQRSTVWY*", max_size=150) if key == "translation" else WORDS)
        qualifiers.append((key, "" if key == "pseudo" else "2" if key == "codon_start" else value))
    operator = draw(st.sampled_from(["join", "order"])) if len(at) > 1 else "join"
    return Feature(draw(st.sampled_from(["CDS", "gene", "misc_feature"])), at, tuple(qualifiers), operator)


@st.composite
def records(draw: st.DrawFn, strands: tuple[int, ...] = (1, -1)) -> Record:
    """A record with all that GenBank and EMBL hold alike."""
    molecule = draw(st.sampled_from(Molecule))
    letters = draw(st.text(LETTERS[molecule], min_size=1, max_size=200))
    circular = draw(st.booleans())
    drawn = features(len(letters), circular=circular, strands=strands)
    said = draw(st.sets(st.sampled_from(list(ANNOTATIONS))))
    ordered = [key for key in ANNOTATIONS if key in said and key.partition(".")[0] in {*said, "LOCUS"}]
    ordered.sort(key=lambda key: not key.startswith("LOCUS"))
    return Record(
        draw(NAMES),
        letters,
        molecule,
        circular=circular,
        description=draw(PLAIN),
        features=tuple(draw(st.lists(drawn, max_size=4) if len(letters) > 1 else st.just([]))),
        annotations=tuple((key, draw(ANNOTATIONS[key])) for key in ordered),
    )


def packet(code: int, content: bytes) -> bytes:
    """A packet of a SnapGene file."""
    return bytes([code]) + len(content).to_bytes(4, "big") + content


def snapgene(record: Record, *, accession: str = "") -> bytes:
    """A record as SnapGene keeps it: one stretch across the origin, several as segments."""
    text = "<Features>"
    for feature in record.features:
        strand = feature.places[0].strand
        ordered = feature.places[::-1] if strand == -1 else feature.places
        name = quoteattr(feature.label)
        text += f'<Feature name={name} type={quoteattr(feature.kind)} directionality="{-strand % 3}">'
        text += "".join(
            f'<Segment range="{place.start + 1}-{place.end}" type="standard"/>' for place in ordered
        )
        for key, value in feature.qualifiers:
            if key != "label":
                text += f"<Q name={quoteattr(key)}><V text={quoteattr(value)}/></Q>"
        text += "</Feature>"
    text += "</Features>"
    notes = f"<Notes><AccessionNumber>{accession}</AccessionNumber></Notes>"
    return (
        packet(9, b"SnapGene" + bytes([0, 1, 0, 15, 0, 19]))
        + packet(0, bytes([int(record.circular)]) + record.sequence.encode())
        + packet(6, notes.encode())
        + packet(0x0A, text.encode())
    )
