"""What the mistakes of several optimizers have in common, said once."""

from problems.code.mutants import said

UPHILL = said(
    "기울기의 반대 방향이 아니라 기울기 방향으로 옮겼을 때의", "if the step goes along the gradient, not against it"
)
STEP_ALONE = said("w에서 빼지 않고 이동량만 돌려주었을 때의", "from the step alone, not subtracted from w")
STATE_LOST = said("갱신하기 전의 상태를 그대로 돌려주었을 때의", "if the state is returned as it was before the step")
OLD_STATE = said("갱신하기 전의 상태로 w를 옮겼을 때의", "if w is moved by the state from before the step")
EPS_OUTSIDE = said("$\\epsilon$을 제곱근 밖에서 더했을 때의", "with $\\epsilon$ added outside the root")
EPS_MISSING = said("$\\epsilon$을 빠뜨렸을 때의", "if $\\epsilon$ is left out")
NO_ROOT = said("제곱근을 빠뜨렸을 때의", "if the square root is left out")
SWAPPED = said("$\\beta$와 $1-\\beta$를 뒤바꾸었을 때의", "with $\\beta$ and $1-\\beta$ exchanged")
ONE_SCALE = said(
    "원소마다가 아니라 기울기 전체의 제곱합 하나를 썼을 때의",
    "with one sum of squares for the whole gradient, not one for every entry",
)
