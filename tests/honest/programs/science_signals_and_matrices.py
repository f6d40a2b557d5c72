# profile: science
import numpy as np
import scipy.linalg
import scipy.signal
import scipy.sparse as sparse
from scipy.special import expit, softmax


def answer():
    matrix = sparse.csr_matrix(np.diag([1.0, 2.0, 4.0]))
    solved = scipy.linalg.solve(matrix.toarray(), np.ones(3))
    image = scipy.signal.convolve2d(np.eye(4), np.ones((2, 2)), mode="valid")
    return [solved, image, expit(0.0), softmax(np.zeros(4)), matrix.nnz]
