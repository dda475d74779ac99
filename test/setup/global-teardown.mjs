// After the last suite: stops what the run was provided with.
export default async function globalTeardown() {
  await Promise.all((globalThis.acesoTestServices ?? []).map((service) => service.stop()));
}
