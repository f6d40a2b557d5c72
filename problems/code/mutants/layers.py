"""Known wrong ways to write the classes of `code.layers`."""

from problems.code.mutants.entry_layers import ADD_MUTANTS, MUL_MUTANTS, RELU_MUTANTS, SIGMOID_MUTANTS
from problems.code.mutants.row_layers import AFFINE_MUTANTS, SOFTMAX_MUTANTS

MUTANTS = (
    *MUL_MUTANTS,
    *ADD_MUTANTS,
    *RELU_MUTANTS,
    *SIGMOID_MUTANTS,
    *AFFINE_MUTANTS,
    *SOFTMAX_MUTANTS,
)
