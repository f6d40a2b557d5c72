"""A listing of three layers to repair: multiplication, addition, and a fully connected one.

They are held against the same properties as in `code.layers`. A forward pass that is right as printed is judged once
the way back is right too, so that handing in the listing earns nothing.
"""

from dataclasses import replace

from problems.code.listings.layers import CLASSES, LISTING, MUTANTS, REPAIRS
from problems.code.repairs import TO_REPAIR
from problems.code.task import CodeTask, Property
from problems.tasks.layers import TASK as LAYERS
from reference.text import Text, joined

SHOULD = Text(
    "계산 그래프의 노드를 클래스로 만든 프로그램입니다. `forward`는 출력을 계산하고 역전파에 필요한 값을 객체에 "
    "저장해야 합니다. `backward`는 `forward`를 호출한 뒤에 호출하며, 출력에 대한 손실의 기울기 `dout`(출력과 모양이 "
    "같음)을 받아 입력에 대한 기울기를 돌려주어야 합니다. 한 클래스로 객체를 여러 개 만들어 쓸 수 있고, 한 객체를 여러 "
    "번 쓰면 마지막 `forward`의 값이 쓰입니다. 받은 배열은 바꾸지 않습니다.",
    "A program with the nodes of a computational graph as classes. `forward` should give the output and keep in the "
    "object what going back needs. `backward` is called after `forward`: it should take `dout`, the gradient of the "
    "loss by the output (in the output's shape), and return the gradient by the inputs. There may be several objects "
    "of a class, and an object may be used many times; then the last `forward` counts. The arrays that come in stay "
    "as they were.",
)

AS_IT_IS = {"MulLayer.forward": "MulLayer.backward", "AddLayer.forward": "AddLayer.backward"}


def properties() -> tuple[Property, ...]:
    """Those of the three layers, the forward passes that are right already behind what they wait for."""
    own = [prop for prop in LAYERS.properties if prop.function in CLASSES]
    waiting = [replace(prop, after=AS_IT_IS[prop.id]) for prop in own if prop.id in AS_IT_IS]
    return (*(prop for prop in own if prop.id not in AS_IT_IS), *waiting)


TASK = CodeTask(
    id="code.repair_layers",
    version="1.0",
    title=Text("계층 프로그램 고치기", "Repair the layers"),
    topics=("layers", "backpropagation", "debugging"),
    coverage=("C-096", "C-106"),
    introduction=joined([SHOULD, TO_REPAIR], "\n\n"),
    functions=tuple(spec for spec in LAYERS.functions if spec.name in CLASSES),
    properties=properties(),
    solution=LISTING.repaired,
    mutants=MUTANTS,
    alternatives=REPAIRS,
    limits={"cpu_s": 1, "memory_mb": 256},
    listing=LISTING.source,
)
