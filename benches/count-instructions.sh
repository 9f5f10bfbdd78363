#!/bin/sh
# Prints how many instructions a steady invoice and a question to the calendar take.
#
# Needs cargo and valgrind. Each figure is the difference of two runs of the same program, one of
# which does all but the work, divided by how often the other did it. Instructions do not depend on
# how busy the machine is; they do depend on the compiler, the processor's instruction set and the
# allocator.
set -eu
cd "$(dirname "$0")/.."

cargo build --quiet --profile bench -p tacite-benches --bin workload
target=$(cargo metadata --no-deps --format-version 1 |
    sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
# Where Cargo puts what is built with that profile.
workload=$target/release/workload

# instructions WORK SIZE COUNT: of the whole program
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$workload" "$@" 2>&1 |
        sed -n 's/^==[0-9]*== Collected : \([0-9]*\)$/\1/p'
}

# each WORK SIZE COUNT PARTS: of one part of the work, in tenths
each() {
    with=$(instructions "$1" "$2" "$3")
    without=$(instructions "$1" "$2" 0)
    if [ -z "$with" ] || [ -z "$without" ]; then
        echo "callgrind gave no figure for: workload $*" >&2
        exit 1
    fi
    echo $(((with - without) * 10 / ($3 * $4)))
}

tenths() {
    echo "$(($1 / 10)).$(($1 % 10))"
}

echo "steady monthly one-line invoice              instructions"
for months in 12 120 1200; do
    printf 'bill, %-4s months in the books           %14s\n' \
        "$months" "$(tenths "$(each bill "$months" 1000 1)")"
done
for months in 12 120 1200; do
    printf 'bill and post, from month %-4s           %14s\n' \
        "$months" "$(tenths "$(each bill-and-post "$months" 100 1)")"
done
printf 'run of 1,000 contracts, each             %14s\n' "$(tenths "$(each run 1000 5 1000)")"

# A round is 500 steps, each a change or two and a run; the same changes come in every round.
echo
echo "a step of a subscription that changes without end, mean of 100"
for steps in ${STEPS:-500 1500}; do
    printf 'after %-6s steps                       %14s\n' \
        "$steps" "$(tenths "$(each step "$steps" 100 1)")"
done

echo
echo "a price from so many months ago on, 120 months billed"
for months in 1 13 61 120; do
    printf '%-4s months, as it was                   %14s\n' \
        "$months" "$(tenths "$(each look-back "$months" 100 1)")"
done
for months in 1 13 61 120; do
    printf '%-4s months, corrected                   %14s\n' \
        "$months" "$(tenths "$(each look-back-corrected "$months" 100 1)")"
done

# The loop that reads the cases is in all of them and subtracted.
echo
echo "one question, less the loop   distance 1   distance 10,000"
for work in period-of chrono-one chrono-two; do
    near=$(($(each $work 1 100 1000) - $(each read 1 100 1000)))
    far=$(($(each $work 10000 100 1000) - $(each read 10000 100 1000)))
    printf '%-27s %12s %17s\n' $work "$(tenths $near)" "$(tenths $far)"
done
