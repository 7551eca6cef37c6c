"""`python -m bench.health [--holidays] [SEED…]`: planted faults in simulated newspapers, found how soon and with how many false alarms.

Three worlds: the thresholds were set while looking at the first one; the second was written down after they were frozen;
in the third, a weekday or two of some newspapers are unlike the others.
With --holidays all faults are silences that begin in the two weeks with most holidays.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict

from bench.health.newspapers import make_newspapers, make_silences
from bench.health.trial import found_by_pages, run_trial, summarize
from bench.health.worlds import WORLDS

SITES, DAYS = 48, 90


def main(seeds: list[int], *, holidays: bool = False) -> None:
    """Print what each world and seed gave, and every fault that was found late or not, and every false alarm."""
    make = make_silences if holidays else make_newspapers
    for seed in seeds:
        for name, world in WORLDS.items():
            began = time.process_time()
            outcomes = [run_trial(paper) for paper in make(seed, SITES, DAYS, world)]
            for each in outcomes:
                for alarm in each.false:
                    print(f"  false: {each.name} ({each.fault}): {alarm}")
                late = each.found_after is None or each.found_after > 2
                if each.fault and each.could_tell and late:
                    print(
                        f"  late: {each.name}: {each.fault} after {each.found_after} of {each.could_tell} runs"
                    )
                if each.fault and not each.found_at_once:
                    shown = "" if each.found_once_shown else " nor of the first that differs"
                    print(f"  not within two runs of the start{shown}: {each.name}: {each.fault}")
                if each.decidable and not each.found_at_once:
                    print(f"  not at once: {each.name}: {each.fault}, chance e^{each.log_chance:.0f}")
                if each.cleared is False:
                    print(f"  not cleared: {each.name}: {each.fault}")
            delays = defaultdict(list)
            for each in outcomes:
                if each.fault and each.found_after is not None:
                    delays[each.fault].append(each.found_after)
            print(json.dumps({"world": name, "seed": seed} | summarize(outcomes)))
            print("  found in two runs from the start, by what they usually read:", found_by_pages(outcomes))
            print(
                "  runs until found:", dict(delays), f"{time.process_time() - began:.0f} s of CPU", flush=True
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--holidays", action="store_true")
    parser.add_argument("seeds", metavar="SEED", type=int, nargs="*", default=[1, 2, 3])
    options = parser.parse_args()
    main(options.seeds, holidays=options.holidays)
