"""Pages are filled so that what belongs together stays together."""

from handout.layout.pages import fill_pages
from handout.layout.piece import Glue, Piece
from handout.tagged.document import TaggedDocument


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
    assert heights([piece(70), piece(30, Glue.OPTION), piece(30)]) == [[70], [30, 30]]


def test_an_option_is_broken_between_its_blocks_before_half_a_page_stays_empty() -> None:
    assert heights([piece(40), piece(30, Glue.OPTION), piece(35)]) == [[40, 30], [35]]


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


def test_an_empty_sheet_is_one_page() -> None:
    assert heights([]) == [[]]
