"""The code that a library problem shows."""

from problems.library.call import Call
from problems.variant import Givens


def keras_snippet(call: Call, givens: Givens) -> str:
    """An object with its arguments, handed to compile."""
    made = f"optimizer = keras.optimizers.{call.name}({call.written(givens)})"
    return f'{made}\nmodel.compile(optimizer=optimizer, loss="mse")'


def by_name_snippet(call: Call, givens: Givens) -> str:
    """The name alone where no argument is given."""
    if call.written(givens):
        return keras_snippet(call, givens)
    return f'model.compile(optimizer="{call.name.lower()}", loss="mse")'


def pytorch_snippet(call: Call, givens: Givens) -> str:
    """A tensor, and an optimizer of it."""
    arguments = call.written(givens)
    listed = f", {arguments}" if arguments else ""
    tensor = f"w = torch.tensor({float(givens['w'])}, requires_grad=True)"
    return f"{tensor}\noptimizer = torch.optim.{call.name}([w]{listed})"
