import pytest
from sqlalchemy import literal

from variation.store import tables


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param((201501, 201512, 9), (201601, 201612, 1), id="an earlier end comes first, whatever the id"),
        pytest.param((201401, 201612, 9), (201601, 201612, 1), id="of one end, the earlier start comes first"),
        pytest.param((201601, 201612, 1), (201601, 201612, 2), id="of the same months, the id decides"),
    ],
)
def test_period_ranks_ascend_in_time(earlier, later):
    assert tables.period_rank(*earlier) < tables.period_rank(*later)


def test_a_rank_fits_the_databases_largest_whole_number():
    assert tables.period_rank(999912, 999912, 999_999) < 2**63


def test_a_rank_ends_in_its_period():
    expression = tables.period_of_rank(literal(tables.period_rank(201601, 201612, 42)))
    rank, modulus = expression.left.value, expression.right.value
    assert rank % modulus == 42


def test_every_versioned_table_names_the_snapshots_it_holds_for():
    for table in (tables.observation, tables.latest, tables.series_period):
        assert "from_snapshot" in table.primary_key.columns
        assert "to_snapshot" in table.columns
