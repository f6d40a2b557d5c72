"""Right answers to `code.backprop`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def mlp_forward(x, W, b):
    outputs = []
    a = x
    for Wl, bl in zip(W, b):
        a = sigmoid(a @ Wl.T + bl)
        outputs.append(a)
    return outputs


def mlp_loss(x, y, W, b):
    return np.mean((mlp_forward(x, W, b)[-1] - y) ** 2)


def mlp_grads(x, y, W, b):
    a = [x, *mlp_forward(x, W, b)]
    dW, db = [], []
    delta = 2 * (a[-1] - y) / y.size * a[-1] * (1 - a[-1])
    for l in reversed(range(len(W))):
        dW.insert(0, delta.T @ a[l])
        db.insert(0, delta.sum(axis=0))
        if l > 0:
            delta = delta @ W[l] * a[l] * (1 - a[l])
    return dW, db


def mlp_step(x, y, W, b, eta):
    dW, db = mlp_grads(x, y, W, b)
    return [Wl - eta * g for Wl, g in zip(W, dW)], [bl - eta * g for bl, g in zip(b, db)]
"""

LOOPS = """
import math

def outputs_of(row, W, b):
    outputs = [[float(v) for v in row]]
    for Wl, bl in zip(W, b):
        below, layer = outputs[-1], []
        for i in range(len(bl)):
            z = bl[i]
            for j in range(len(below)):
                z += Wl[i][j] * below[j]
            layer.append(1 / (1 + math.exp(-z)))
        outputs.append(layer)
    return outputs

def mlp_forward(x, W, b):
    rows = [outputs_of(row, W, b) for row in x]
    return [[row[l + 1] for row in rows] for l in range(len(W))]

def mlp_loss(x, y, W, b):
    total = count = 0
    for row, target in zip(x, y):
        for p, t in zip(outputs_of(row, W, b)[-1], target):
            total += (p - t) ** 2
            count += 1
    return total / count

def mlp_grads(x, y, W, b):
    dW = [[[0.0] * len(Wl[0]) for _ in Wl] for Wl in W]
    db = [[0.0] * len(bl) for bl in b]
    for row, target in zip(x, y):
        a = outputs_of(row, W, b)
        delta = [2 * (p - t) / y.size * p * (1 - p) for p, t in zip(a[-1], target)]
        for l in range(len(W) - 1, -1, -1):
            for i, d in enumerate(delta):
                db[l][i] += d
                for j, v in enumerate(a[l]):
                    dW[l][i][j] += d * v
            delta = [v * (1 - v) * sum(d * W[l][i][j] for i, d in enumerate(delta)) for j, v in enumerate(a[l])]
    return dW, db

def mlp_step(x, y, W, b, eta):
    dW, db = mlp_grads(x, y, W, b)
    for l in range(len(W)):
        for i in range(len(W[l])):
            db[l][i] = b[l][i] - eta * db[l][i]
            for j in range(len(W[l][i])):
                dW[l][i][j] = W[l][i][j] - eta * dW[l][i][j]
    return dW, db
"""

COLUMNS = """
def sigma(z):
    return 0.5 * (1 + np.tanh(z / 2))

def layers(x, W, b):
    a = [x.T]
    for Wl, bl in zip(W, b):
        a.append(sigma(np.dot(Wl, a[-1]) + bl.reshape(-1, 1)))
    return a

def mlp_forward(x, W, b):
    return tuple(a.T for a in layers(x, W, b)[1:])

def mlp_loss(x, y, W, b):
    error = layers(x, W, b)[-1] - y.T
    return float(np.sum(error * error) / error.size)

def mlp_grads(x, y, W, b):
    a = layers(x, W, b)
    n, k = y.shape
    L = len(W)
    dW, db = [None] * L, [None] * L
    back = 2 / (n * k) * (a[L] - y.T)
    for l in range(L, 0, -1):
        delta = back * a[l] * (1 - a[l])
        dW[l - 1] = delta @ a[l - 1].T
        db[l - 1] = delta @ np.ones(n)
        back = W[l - 1].T @ delta
    return [dW, db]

def mlp_step(x, y, W, b, eta):
    dW, db = mlp_grads(x, y, W, b)
    new_W, new_b = [w.astype(float) for w in W], [v.astype(float) for v in b]
    for l in range(len(W)):
        new_W[l] -= eta * dW[l]
        new_b[l] -= eta * db[l]
    return new_W, new_b
"""

FLOAT32 = """
def narrow(*parts):
    return [np.asarray(part, dtype=np.float32) for part in parts]

def mlp_forward(x, W, b):
    (a,) = narrow(x)
    found = []
    for Wl, bl in zip(narrow(*W), narrow(*b)):
        a = 1 / (1 + np.exp(-(np.matmul(a, Wl.T) + bl)))
        found += [a]
    return found

def mlp_loss(x, y, W, b):
    return np.mean(np.square(mlp_forward(x, W, b)[-1] - narrow(y)[0]))

def mlp_grads(x, y, W, b):
    a = narrow(x) + mlp_forward(x, W, b)
    W = narrow(*W)
    e = a[-1] - narrow(y)[0]
    gradient = e * np.float32(2 / e.size)
    dW, db = [], []
    for l in range(len(W) - 1, -1, -1):
        gradient = gradient * a[l + 1] * (1 - a[l + 1])
        dW.append(np.einsum("ni,nj->ij", gradient, a[l]))
        db.append(np.einsum("ni->i", gradient))
        gradient = gradient @ W[l]
    return dW[::-1], db[::-1]

def mlp_step(x, y, W, b, eta):
    dW, db = mlp_grads(x, y, W, b)
    eta = np.float32(eta)
    return [w - eta * g for w, g in zip(narrow(*W), dW)], [v - eta * g for v, g in zip(narrow(*b), db)]
"""

RECURSIVE = """
def mlp_forward(x, W, b):
    if not W:
        return []
    a = 1 / (1 + np.exp(-(x @ np.transpose(W[0]) + b[0])))
    return [a] + mlp_forward(a, W[1:], b[1:])

def mlp_loss(x, y, W, b):
    p = mlp_forward(x, W, b)[-1]
    return sum((p - y).ravel() ** 2) / len(p.ravel())

def back(a, y, W, b):
    if not W:
        return [], [], 2 * (a - y) / a.size
    out = 1 / (1 + np.exp(-(a @ W[0].T + b[0])))
    dW, db, above = back(out, y, W[1:], b[1:])
    delta = above * (out - out ** 2)
    dW.insert(0, (a[:, None, :] * delta[:, :, None]).sum(0))
    db.insert(0, delta.sum(0))
    return dW, db, delta @ W[0]

def mlp_grads(x, y, W, b):
    return back(x, y, W, b)[:2]

def mlp_step(x, y, W, b, eta):
    grads = mlp_grads(x, y, W, b)
    return tuple([p - eta * g for p, g in zip(ps, gs)] for ps, gs in zip((W, b), grads))
"""

CLASSES = """
class Layer:
    def __init__(self, W, b):
        self.P = np.column_stack([W, b])

    def forward(self, x):
        self.x = np.column_stack([x, np.ones(len(x))])
        self.out = 1.0 / (1.0 + np.exp(-self.x.dot(self.P.T)))
        return self.out

    def backward(self, dout):
        dz = dout * self.out * (1.0 - self.out)
        self.dP = dz.T.dot(self.x)
        return dz.dot(self.P[:, :-1])

class Net:
    def __init__(self, W, b):
        self.layers = [Layer(*pair) for pair in zip(W, b)]

    def forward(self, x):
        return [x := layer.forward(x) for layer in self.layers]

    def gradient(self, x, y):
        dout = 2 / y.size * (self.forward(x)[-1] - y)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return [layer.dP for layer in self.layers]

def parted(P):
    return [p[:, :-1].tolist() for p in P], [p[:, -1].tolist() for p in P]

def mlp_forward(x, W, b):
    return Net(W, b).forward(x)

def mlp_loss(x, y, W, b):
    return np.linalg.norm(mlp_forward(x, W, b)[-1] - y) ** 2 / np.prod(y.shape)

def mlp_grads(x, y, W, b):
    return parted(Net(W, b).gradient(x, y))

def mlp_step(x, y, W, b, eta):
    net = Net(W, b)
    return parted([layer.P - eta * dP for layer, dP in zip(net.layers, net.gradient(x, y))])
"""

ALTERNATIVES = (
    Alternative("loops-and-lists", LOOPS),
    Alternative("examples-as-columns", COLUMNS),
    Alternative("float32-and-einsum", FLOAT32),
    Alternative("recursion", RECURSIVE),
    Alternative("classes-with-the-bias-as-a-weight", CLASSES),
)
