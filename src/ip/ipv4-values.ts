/** IPv4 addresses as numbers, as they are added. */
export class IPv4Values {
	first = Number.POSITIVE_INFINITY;
	last = Number.NEGATIVE_INFINITY;
	private readonly values: number[] = [];
	private isAscending = true;

	add(value: number): void {
		if (value > this.last) this.last = value;
		else this.isAscending = false;
		if (value < this.first) this.first = value;
		this.values.push(value);
	}

	/** True when no address was added twice. */
	areDistinct(): boolean {
		// A sorted copy costs less than a set.
		return this.isAscending || hasNoTwins(Float64Array.from(this.values));
	}
}

function hasNoTwins(values: Float64Array): boolean {
	values.sort();
	for (let i = 1; i < values.length; i++)
		if (values[i] === values[i - 1]) return false;
	return true;
}
