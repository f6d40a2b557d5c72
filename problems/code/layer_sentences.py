"""The sentences of `code.layers`: what is asked of each class, by class and property."""

from reference.text import Text

SENTENCES = {
    ("MulLayer", "forward"): Text(
        "`MulLayer`의 `forward`는 두 입력의 곱을 돌려줍니다.", "`MulLayer`: `forward` gives the product of its inputs."
    ),
    ("MulLayer", "backward"): Text(
        "`MulLayer`의 `backward`는 두 입력에 대한 기울기를 `(dx, dy)`로 돌려줍니다.",
        "`MulLayer`: `backward` gives the gradients by both inputs, as `(dx, dy)`.",
    ),
    ("MulLayer", "slope"): Text(
        "`MulLayer`는 배열도 원소마다 처리하며, `backward`의 값은 제출한 `forward`를 중앙 차분으로 수치 미분한 "
        "값과 일치합니다.",
        "`MulLayer` takes arrays entry by entry too, and `backward` agrees with the slopes of your own `forward`, "
        "measured by central differences.",
    ),
    ("MulLayer", "objects"): Text(
        "`MulLayer` 객체가 둘이어도 서로의 값을 바꾸지 않습니다.",
        "Two objects of `MulLayer` leave each other's values alone.",
    ),
    ("AddLayer", "forward"): Text(
        "`AddLayer`의 `forward`는 두 입력의 합을 돌려줍니다.", "`AddLayer`: `forward` gives the sum of its inputs."
    ),
    ("AddLayer", "backward"): Text(
        "`AddLayer`의 `backward`는 두 입력에 대한 기울기를 `(dx, dy)`로 돌려줍니다.",
        "`AddLayer`: `backward` gives the gradients by both inputs, as `(dx, dy)`.",
    ),
    ("AddLayer", "slope"): Text(
        "`AddLayer`는 배열도 원소마다 처리하며, `backward`의 값은 제출한 `forward`를 중앙 차분으로 수치 미분한 "
        "값과 일치합니다.",
        "`AddLayer` takes arrays entry by entry too, and `backward` agrees with the slopes of your own `forward`, "
        "measured by central differences.",
    ),
    ("ReluLayer", "forward"): Text(
        "`ReluLayer`의 `forward`는 0보다 큰 원소를 그대로, 나머지는 0으로 돌려줍니다.",
        "`ReluLayer`: `forward` gives entries above 0 as they are, and 0 for the others.",
    ),
    ("ReluLayer", "backward"): Text(
        "`ReluLayer`의 `backward`는 `forward`의 입력이 0보다 컸던 원소에서만 `dout`을 흘려보냅니다.",
        "`ReluLayer`: `backward` lets `dout` through where the input of `forward` was above 0, and only there.",
    ),
    ("SigmoidLayer", "forward"): Text(
        "`SigmoidLayer`의 `forward`는 모든 원소의 시그모이드 값을 돌려줍니다.",
        "`SigmoidLayer`: `forward` gives the sigmoid of every entry.",
    ),
    ("SigmoidLayer", "backward"): Text(
        "`SigmoidLayer`의 `backward`는 `dout`에 시그모이드의 미분값을 곱해 돌려줍니다.",
        "`SigmoidLayer`: `backward` gives `dout` times the slope of the sigmoid.",
    ),
    **{
        pair: sentence
        for cls in ("ReluLayer", "SigmoidLayer")
        for pair, sentence in {
            (cls, "slope"): Text(
                f"`{cls}`의 `backward`는 제출한 `forward`를 중앙 차분으로 수치 미분한 값과 일치합니다.",
                f"`{cls}`: `backward` agrees with the slopes of your own `forward`, measured by central differences.",
            ),
            (cls, "objects"): Text(
                f"`{cls}` 객체가 둘이어도 서로의 값을 바꾸지 않습니다.",
                f"Two objects of `{cls}` leave each other's values alone.",
            ),
            (cls, "integers"): Text(
                f"`{cls}`의 `backward`는 `forward`가 정수 배열을 받았어도 실숫값을 돌려줍니다.",
                f"`{cls}`: `backward` gives real numbers after a `forward` on integers too.",
            ),
            (cls, "kept"): Text(
                f"`{cls}`의 `forward`는 받은 배열을 바꾸지 않습니다.",
                f"`{cls}`: `forward` leaves the array it is given as it was.",
            ),
        }.items()
    },
    ("AffineLayer", "forward"): Text(
        "`AffineLayer`의 `forward`는 모든 행에 대해 $xW + b$를 돌려줍니다.",
        "`AffineLayer`: `forward` gives $xW + b$ for every row.",
    ),
    ("AffineLayer", "backward"): Text(
        "`AffineLayer`의 `backward`는 $x$에 대한 기울기를 돌려줍니다.",
        "`AffineLayer`: `backward` gives the gradient by $x$.",
    ),
    ("AffineLayer", "square"): Text(
        "`AffineLayer`의 `backward`는 $W$가 정사각 행렬이어도 옳은 값을 돌려줍니다.",
        "`AffineLayer`: `backward` is right for a square $W$ too.",
    ),
    ("AffineLayer", "dW"): Text(
        "`backward` 뒤의 `AffineLayer` 객체의 `dW`는 $W$에 대한 기울기입니다.",
        "`AffineLayer`: after `backward`, `dW` is the gradient by $W$.",
    ),
    ("AffineLayer", "db"): Text(
        "`backward` 뒤의 `AffineLayer` 객체의 `db`는 $b$에 대한 기울기로, 모든 행에 걸쳐 더한 1차원 배열입니다.",
        "`AffineLayer`: after `backward`, `db` is the gradient by $b$, a 1-D array summed over all rows.",
    ),
    ("AffineLayer", "slope_x"): Text(
        "`AffineLayer`의 `backward`는 제출한 `forward`를 $x$로 수치 미분한 값과 일치합니다.",
        "`AffineLayer`: `backward` agrees with the slopes of your own `forward` by $x$, measured by central "
        "differences.",
    ),
    ("AffineLayer", "slope_W"): Text(
        "`AffineLayer` 객체의 `dW`는 제출한 `forward`를 $W$로 수치 미분한 값과 일치합니다.",
        "`AffineLayer`: `dW` agrees with the slopes of your own `forward` by $W$, measured by central differences.",
    ),
    ("AffineLayer", "anew"): Text(
        "`AffineLayer` 객체를 다음 배치에 다시 쓰면 `dW`에 앞선 배치의 기울기가 남지 않습니다.",
        "`AffineLayer`: used again on the next batch, `dW` has nothing of the batch before in it.",
    ),
    ("AffineLayer", "objects"): Text(
        "`AffineLayer` 객체가 둘이어도 서로의 값을 바꾸지 않습니다.",
        "Two objects of `AffineLayer` leave each other's values alone.",
    ),
    ("AffineLayer", "batches"): Text(
        "`AffineLayer`의 `backward`는 행의 수와 $W$의 모양이 바뀌어도 옳은 값을 돌려줍니다.",
        "`AffineLayer`: `backward` is right for other numbers of rows and shapes of $W$.",
    ),
    ("AffineLayer", "integers"): Text(
        "`AffineLayer` 객체의 `dW`는 $x$와 $W$가 정수 배열이어도 실숫값입니다.",
        "`AffineLayer`: `dW` has real numbers for arrays $x$ and $W$ of integers too.",
    ),
    ("SoftmaxWithLossLayer", "forward"): Text(
        "`SoftmaxWithLossLayer`의 `forward`는 소프트맥스의 교차 엔트로피를 모든 행에 걸쳐 평균한 수 하나를 돌려줍니다.",
        "`SoftmaxWithLossLayer`: `forward` gives the cross entropy of the softmax, averaged over the rows, one number.",
    ),
    ("SoftmaxWithLossLayer", "backward"): Text(
        "`SoftmaxWithLossLayer`의 `backward`는 그 평균의 $x$에 대한 기울기를 돌려줍니다.",
        "`SoftmaxWithLossLayer`: `backward` gives the gradient of that mean by $x$.",
    ),
    ("SoftmaxWithLossLayer", "slope"): Text(
        "`SoftmaxWithLossLayer`의 `backward`는 제출한 `forward`를 중앙 차분으로 수치 미분한 값과 일치합니다.",
        "`SoftmaxWithLossLayer`: `backward` agrees with the slopes of your own `forward`, measured by central "
        "differences.",
    ),
    ("SoftmaxWithLossLayer", "large"): Text(
        "`SoftmaxWithLossLayer`의 `forward`는 ±1000처럼 큰 로짓에서도 nan이나 inf 없이 옳은 손실을 돌려줍니다.",
        "`SoftmaxWithLossLayer`: `forward` is right for logits as large as ±1000 too, without nan or inf.",
    ),
    ("SoftmaxWithLossLayer", "twice"): Text(
        "`SoftmaxWithLossLayer`의 `backward`를 다시 호출해도 같은 기울기를 돌려줍니다.",
        "`SoftmaxWithLossLayer`: `backward` gives the same gradient when it is called again.",
    ),
    ("SoftmaxWithLossLayer", "objects"): Text(
        "`SoftmaxWithLossLayer` 객체가 둘이어도 서로의 값을 바꾸지 않습니다.",
        "Two objects of `SoftmaxWithLossLayer` leave each other's values alone.",
    ),
    ("SoftmaxWithLossLayer", "batches"): Text(
        "`SoftmaxWithLossLayer`의 `backward`는 행의 수와 클래스의 수가 바뀌어도 옳은 값을 돌려줍니다.",
        "`SoftmaxWithLossLayer`: `backward` is right for other numbers of rows and classes.",
    ),
    ("SoftmaxWithLossLayer", "kept"): Text(
        "`SoftmaxWithLossLayer`의 `forward`는 받은 배열을 바꾸지 않습니다.",
        "`SoftmaxWithLossLayer`: `forward` leaves the arrays it is given as they were.",
    ),
}
