"""Pages are filled so that what belongs together stays together."""

from dataclasses import replace

from handout.layout.pages import draw_boxes, fill_pages
from handout.layout.piece import Box, Glue, Piece
from handout.tagged.document import TaggedDocument
from handout.tagged.metadata import About


def nothing(document: TaggedDocument, left: float, top: float) -> None:
    """Draw nothing."""


def piece(height: float, glue: Glue = Glue.FREE, repeat: Piece | None = None) -> Piece:
    """A piece without spaces around it."""
    return Piece(height, nothing, glue=glue, repeat=repeat)


def heights(pieces: list[Piece], room: float = 100) -> list[list[float]]:
    """The heights of the pieces on each page."""
    return [[placed.piece.height for placed in page] for page in fill_pages(pieces, room)]


def test_pieces_follow_each_other_until_the_page_is_full() -> None:
    assert heights([piece(40), piece(50), piece(30)]) == [[40, 50], [30]]


def test_a_heading_goes_to_the_next_page_with_what_it_heads() -> None:
    assert heights([piece(80), piece(10, Glue.ALWAYS), piece(20)]) == [[80], [10, 20]]


def test_a_block_is_not_broken_when_it_fits_on_a_page() -> None:
    assert heights([piece(20), piece(50, Glue.BLOCK), piece(45)]) == [[20], [50, 45]]


def test_an_option_moves_as_a_whole_when_little_stays_empty() -> None:
    assert heights([piece(90), piece(30, Glue.OPTION), piece(30)]) == [[90], [30, 30]]


def test_an_option_is_broken_between_its_blocks_before_a_third_of_a_page_stays_empty() -> None:
    assert heights([piece(70), piece(30, Glue.OPTION), piece(35)]) == [[70, 30], [35]]


def test_what_is_taller_than_a_page_is_broken_where_it_clings_least() -> None:
    option = [piece(60, Glue.OPTION), piece(30, Glue.BLOCK), piece(30, Glue.OPTION), piece(10)]
    assert heights(option) == [[60], [30, 30, 10]]


def test_a_table_that_goes_on_repeats_its_head() -> None:
    head = piece(10)
    rows = [piece(40, Glue.BLOCK, head) for _ in range(3)]
    assert heights([piece(10, Glue.ALWAYS), *rows]) == [[10, 40, 40], [10, 40]]


def test_neighbors_share_the_larger_of_their_spaces_and_the_top_of_a_page_has_none() -> None:
    pages = fill_pages([Piece(10, nothing, 5, 8), Piece(10, nothing, 3, 2)], 100)
    assert [placed.depth for placed in pages[0]] == [0, 18]


def boxed(*heights_inside: float) -> list[Piece]:
    """Pieces in a box whose edge takes 5 points."""
    return boxed_by([], *heights_inside)


def boxed_by(drawn: list[tuple[float, float]], *heights_inside: float) -> list[Piece]:
    """As `boxed`; the upper edge and the height of each box that is drawn are noted in `drawn`."""

    def draw(_document: TaggedDocument, _left: float, top: float, height: float) -> None:
        drawn.append((top, height))

    box = Box(draw, 5)
    return [replace(piece(height), box=box) for height in heights_inside]


def test_a_box_takes_the_room_of_its_edges_on_every_page_it_reaches() -> None:
    pages = fill_pages([piece(20), *boxed(40, 30, 20)], 100)
    assert [[placed.depth for placed in page] for page in pages] == [[0, 25, 65], [5]]


def test_a_box_that_reaches_over_the_end_of_a_page_is_drawn_on_both() -> None:
    drawn: list[tuple[float, float]] = []
    inside = boxed_by(drawn, 40, 40, 40)
    document = TaggedDocument(About("Sheet", "Clinic", "", "en", 0), 200, 200)
    for page in fill_pages([*inside, piece(20)], 100):
        draw_boxes(document, page, 0, 150)
    assert drawn == [(150, 90), (150, 50)]


def test_an_empty_sheet_is_one_page() -> None:
    assert heights([]) == [[]]
