"""What the operating system says when a file cannot be read or written, in both languages."""

import errno

from reference.text import Text, same

_REASONS = {
    errno.ENOENT: Text("그런 파일이나 폴더가 없습니다", "no such file or folder"),
    errno.EACCES: Text("권한이 없습니다", "permission denied"),
    errno.EPERM: Text("허용되지 않습니다", "not permitted"),
    errno.EROFS: Text("읽기 전용입니다", "read-only file system"),
    errno.ENOSPC: Text("디스크가 가득 찼습니다", "the disk is full"),
    errno.EDQUOT: Text("사용할 수 있는 용량을 넘었습니다", "quota exceeded"),
    errno.ENOTDIR: Text("경로의 일부가 폴더가 아닙니다", "a part of the path is not a folder"),
    errno.EISDIR: Text("파일이 아니라 폴더입니다", "it is a folder"),
    errno.EEXIST: Text("이미 있습니다", "it exists already"),
    errno.EIO: Text("장치를 읽거나 쓸 수 없습니다", "input/output error"),
    errno.EFBIG: Text("파일이 너무 큽니다", "the file is too large"),
    errno.ENAMETOOLONG: Text("이름이 너무 깁니다", "the name is too long"),
    errno.ELOOP: Text("링크가 서로를 가리켜 열 수 없습니다", "the links lead in a circle"),
    errno.EMFILE: Text("열린 파일이 너무 많습니다", "too many open files"),
}


def reason(error: Exception) -> Text:
    """Why, without the path, which the sentence around it names."""
    number = getattr(error, "errno", None)
    return _REASONS.get(number or 0) or same(getattr(error, "strerror", None) or str(error))
