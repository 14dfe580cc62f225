/** The meaning and remedy of error codes of the operating system. */
const MEANINGS: Readonly<Record<string, string>> = {
	EACCES: "permission denied; correct the permissions, or use another account",
	EPERM: "permission denied; correct the permissions, or use another account",
	EROFS: "the file system is read-only; name a place elsewhere",
	ENOENT: "it does not exist; correct the path",
	ENOTDIR: "a part of the path is a file; name a folder there",
	EISDIR: "it is a folder; name a file",
	EEXIST: "a file of that name exists; move it away",
	ELOOP: "too many symbolic links; name the file itself",
	ENAMETOOLONG: "the name is too long; choose a shorter one",
	ENOSPC: "the disk is full; make room",
	EDQUOT: "the quota of the disk is used up; make room",
	EFBIG: "the file would be larger than the limit (ulimit -f); raise it",
	EMFILE: "too many files are open (ulimit -n); raise the limit",
	EIO: "the disk or the terminal fails; look at the system's log",
	EPIPE: "the reader has closed the pipe",
	EBADF: "it is closed",
};

/** An error of the operating system in words, with its code and path; other errors by their message. */
export function systemError(error: unknown): string {
	const { code = "", path, message } = error as NodeJS.ErrnoException;
	const meaning = MEANINGS[code];
	if (meaning === undefined) return message;
	// Files are written under another name first.
	const shown = path?.replace(/\/?\.avi-routes-tmp-.*$/, "");
	return shown ? `${meaning} (${code}: ${shown})` : `${meaning} (${code})`;
}
