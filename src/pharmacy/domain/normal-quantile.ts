/**
 * The standard normal deviate below which a share of all cases lies: 1.645 for 0.95. Algorithm AS 241 (PPND7) of M. J. Wichura,
 * Applied Statistics 37 (1988) 477–484; less than 10⁻⁶ beside the exact value.
 * @param share above 0 and below 1
 */
export function normalQuantile(share: number): number {
  const fromMiddle = share - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) {
    const r = 0.180625 - fromMiddle ** 2;
    return (fromMiddle * polynomial(r, NEAR_ABOVE)) / polynomial(r, NEAR_BELOW);
  }
  const r = Math.sqrt(-Math.log(Math.min(share, 1 - share))) - 1.6;
  return (Math.sign(fromMiddle) * polynomial(r, FAR_ABOVE)) / polynomial(r, FAR_BELOW);
}

const NEAR_ABOVE = [3.3871327179, 50.434271938, 159.29113202, 59.10937472];
const NEAR_BELOW = [1, 17.895169469, 78.757757664, 67.1875636];
const FAR_ABOVE = [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103];
const FAR_BELOW = [1, 0.7370016425, 0.12021132975];

/** @param coefficients of rising powers */
function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
