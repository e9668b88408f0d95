import numpy as np
import pytest
from scipy.stats import kstest

from pricedin.errors import InputError
from pricedin.simulation.draws import STREAM_IDS, Draws, standard_error

STREAMS = sorted(STREAM_IDS)


def test_ids_of_streams_are_never_reused() -> None:
    assert len(set(STREAM_IDS.values())) == len(STREAM_IDS)


def test_ids_of_streams_are_fixed() -> None:
    # A published answer names its seed: an id that changes changes every answer.
    assert STREAM_IDS == {
        "level": 1,
        "drift": 2,
        "start": 3,
        "window": 4,
        "round": 5,
        "exit": 6,
        "sector": 7,
        "parameters": 8,
        "pilot_level": 9,
        "pilot_drift": 10,
        "pilot_start": 11,
        "repeat_level": 12,
        "repeat_start": 13,
    }


@pytest.mark.parametrize("stream", STREAMS)
def test_a_stream_starts_anew_each_time_it_is_asked_for(stream: str) -> None:
    first, again = (Draws(3).normals(stream, 4, 8) for _ in range(2))  # type: ignore[arg-type]
    assert first.tolist() == again.tolist()


def test_streams_seeds_and_replicates_are_independent_of_each_other() -> None:
    every = [Draws(1).normals(s, 1, 4000, antithetic=False)[0] for s in STREAMS]  # type: ignore[arg-type]
    every += [Draws(2).normals("level", 1, 4000, antithetic=False)[0]]
    every += [Draws(1, replicate=r).normals("level", 1, 4000, antithetic=False)[0] for r in (1, 2)]
    correlations = np.corrcoef(np.stack(every))
    apart = np.abs(correlations[np.triu_indices(len(every), k=1)])
    # 91 correlations of 4,000 pairs, each with a standard error of 1 / sqrt(4000).
    assert float(apart.max()) < 4 / np.sqrt(4000)


def test_normals_are_standard_normal() -> None:
    drawn = Draws(5).normals("level", 10, 2000, antithetic=False).ravel()
    assert kstest(drawn, "norm").pvalue > 0.001


def test_the_second_half_of_antithetic_paths_mirrors_the_first() -> None:
    drawn = Draws(5).normals("level", 7, 10)
    assert (drawn[:, :5] + drawn[:, 5:]).tolist() == [[0.0] * 5] * 7
    assert drawn.shape == (7, 10)


def test_an_odd_number_of_paths_is_not_mirrored() -> None:
    drawn = Draws(5).normals("level", 7, 9)
    assert drawn.shape == (7, 9)
    assert len(np.unique(np.abs(drawn))) == 63


def test_mirrored_paths_steady_the_mean_of_what_rises_with_the_shocks() -> None:
    def means(*, antithetic: bool) -> np.ndarray:
        each = [
            Draws(seed).normals("level", 1, 64, antithetic=antithetic)[0] for seed in range(200)
        ]
        return np.exp(0.5 * np.stack(each)).mean(axis=1)

    # Of exp(0.5 z) a pair has (cosh(0.25) - 1) / sinh(0.25) = 0.12 of the variance of two draws.
    ratio = float(means(antithetic=True).var() / means(antithetic=False).var())
    expected = (np.cosh(0.25) - 1) / np.sinh(0.25)
    assert ratio == pytest.approx(expected, rel=0.5)


def test_more_columns_leave_the_others_as_they_were() -> None:
    few, many = Draws(3).points(64, 5), Draws(3).points(64, 40)
    assert many[:, :5].tolist() == few.tolist()
    assert Draws(3).points(64, 0).shape == (64, 0)


def test_fewer_points_are_the_first_of_more() -> None:
    assert Draws(3).points(128, 8)[:64].tolist() == Draws(3).points(64, 8).tolist()


def test_points_fill_each_column_evenly() -> None:
    points = Draws(3).points(256, 60)
    # A scrambled Sobol sequence has one point in each of 256 slices of every column.
    slices = np.sort(np.floor(points * 256).astype(int), axis=0)
    assert (slices == np.arange(256)[:, None]).all()
    assert float(points.min()) > 0
    assert float(points.max()) < 1


def test_points_differ_from_seed_to_seed() -> None:
    assert not np.any(Draws(3).points(64, 8) == Draws(4).points(64, 8))


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(InputError, match="a seed is not negative; got -1"):
        Draws(-1).normals("level", 1, 2)


def test_uniforms_lie_between_nothing_and_one() -> None:
    drawn = Draws(3).uniforms("window", 10, 1000)
    assert kstest(drawn.ravel(), "uniform").pvalue > 0.001


# --- the standard error of a mean -------------------------------------------------------------


def test_the_standard_error_of_mirrored_values_pairs_them_first() -> None:
    # Pairs (1, 9) and (3, 5) mean 5 and 4: their spread over the root of two.
    values = np.array([[1.0, 3.0, 9.0, 5.0]])
    assert standard_error(values) == pytest.approx(np.std([5.0, 4.0], ddof=1) / np.sqrt(2))


def test_rows_are_pooled_path_by_path() -> None:
    # Rows share their paths, so what a path does in one row and another is averaged first.
    values = np.array([[1.0, 2.0, 4.0], [3.0, 6.0, 2.0]])
    pooled = [2.0, 4.0, 3.0]
    found = standard_error(values, antithetic=False)
    assert found == pytest.approx(np.std(pooled, ddof=1) / np.sqrt(3))


def test_one_pair_has_no_standard_error() -> None:
    assert standard_error(np.array([[1.0, 2.0]])) == 0.0
