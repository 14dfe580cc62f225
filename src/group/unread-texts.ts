import { capped } from "../krm/capped.ts";
import { filePath, type Item, isLocalConfig } from "../krm/item.ts";
import { inputWarning, textError } from "../krm/item-result.ts";
import { shortList } from "../krm/list-of.ts";
import type { Result } from "../krm/result.ts";
import type { Unread } from "../read/charts.ts";
import { textProblem } from "../read/make-item.ts";
import { isRelevant } from "../read/relevant.ts";
import { isDamaged } from "../text/what-it-is.ts";
import { hasName, isForTools } from "./deployable.ts";
import { isKustomization, makingFields } from "./kustomize/kustomization.ts";

/** A package of files, for what is said of the texts in it that nothing reads. */
interface Texts {
	readonly items: readonly Item[];
	readonly unstamped: ReadonlySet<Item>;
	/** What was no item at all. */
	readonly unread: readonly Unread[];
	/** True when all of the package is printed, to be applied. */
	readonly isPrinted: boolean;
	/** What has been told. */
	readonly known: readonly Result[];
}

/**
 * Where a package is printed: errors for what an applier would refuse or miss, and a warning about objects without a
 * name. Elsewhere what can't be read and is of no use here is passed over, with a warning.
 */
export function unreadTexts(texts: Texts): Result[] {
	const { items, unstamped, known, isPrinted } = texts;
	const placeOf = ({ file, line }: Result) => `${file?.path}:${line}`;
	const told = new Set(known.map(placeOf));
	const applied = items.filter(
		(item) => !isLocalConfig(item) && !unstamped.has(item) && !isForTools(item),
	);
	const invalid = applied.flatMap((item): Unread[] => {
		const trouble = textProblem(item);
		if (trouble === undefined) return [];
		const result = textError(item, trouble);
		const isRead = isRelevant(item.text) || isDamaged(item.text);
		return told.has(placeOf(result)) ? [] : [{ result, isRelevant: isRead }];
	});
	if (isPrinted) {
		const nameless = applied.filter(
			(item) =>
				textProblem(item) === undefined &&
				!hasName(item) &&
				!told.has(`${filePath(item)}:${item.line}`),
		);
		const refused = [...texts.unread, ...invalid].map(({ result }) => result);
		return [...refused, ...leftOut(nameless), ...notBuilt(items)];
	}
	const errors = invalid.filter((one) => one.isRelevant);
	const others = invalid.filter((one) => !one.isRelevant);
	const rest = passedOver([...texts.unread, ...others]);
	return [...errors.map(({ result }) => result), ...rest];
}

/** Kustomizations that make more of their objects than render prints, in one warning. */
function notBuilt(items: readonly Item[]): Result[] {
	const found = items
		.filter(isKustomization)
		.map((item) => ({ item, fields: makingFields(item) }))
		.filter(({ fields }) => fields.length > 0);
	const [first] = found;
	if (first === undefined) return [];
	const paths = found.map(({ item }) => filePath(item) ?? "");
	const makes = found.length === 1 ? "makes" : "make";
	const fields = [...new Set(found.flatMap((one) => one.fields))].join(", ");
	const message = `render builds no kustomization: what ${shortList(paths)} ${makes} of the objects is missing from what is printed (${fields}); write the files with render --in-place, and let kustomize build them`;
	return [inputWarning(first.item, message)];
}

/** Objects that render leaves out, in one warning. */
function leftOut(nameless: readonly Item[]): Result[] {
	const [first] = nameless;
	if (first === undefined) return [];
	const kinds = [...new Set(nameless.map(({ kind }) => kind))];
	const shown = capped(kinds, 3, () => "others").join(", ");
	const message =
		nameless.length === 1
			? `a ${first.kind} without metadata.name can't be applied, and render leaves it out; name it, or put its file into .krmignore`
			: `${nameless.length} objects without metadata.name (${shown}) can't be applied, and render leaves them out; name them, or put their files into .krmignore`;
	return [{ ...inputWarning(first, message), line: first.line }];
}

/** What to do in a package. */
const REMEDY =
	"; only render --in-place takes a package with them: put them into .krmignore, or mend them";

/** What is passed over: a warning for each that may be of use after all, and one for all others. */
export function passedOver(
	unread: readonly Unread[],
	remedy = REMEDY,
): Result[] {
	const asWarning = ({ result }: Unread): Result => ({
		...result,
		severity: "warning",
	});
	const telling = unread.filter(({ isRelevant }) => isRelevant);
	const others = unread.filter(({ isRelevant }) => !isRelevant).map(asWarning);
	const [first] = others;
	if (first === undefined || others.length === 1)
		return [...telling.map(asWarning), ...others];
	const places = others.map(({ file, line = 1 }) =>
		line > 1 ? `${file?.path}:${line}` : `${file?.path}`,
	);
	const message = `${others.length} files and objects can't be read, and are passed over because they mention nothing that is read here (${shortList(places)})${remedy}`;
	return [
		...telling.map(asWarning),
		{ ...first, message, isExample: true, instances: others },
	];
}
