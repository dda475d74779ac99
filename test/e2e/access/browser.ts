/** What a browser does of a sign-in: keeps cookies by host and port, and follows where it is sent as far as it is told. */
export class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();

  /** @param moved addresses that lead elsewhere than they say, since a test does not own its public address */
  constructor(private readonly moved: (url: URL) => URL) {}

  /** One request. */
  async open(address: string | URL): Promise<Response> {
    const url = this.moved(new URL(address));
    const jar = this.cookies.get(url.host) ?? new Map<string, string>();
    this.cookies.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  }

  /** Follows until somewhere matches, which is not opened, or until an answer sends nowhere. */
  async follow(address: string | URL, until: RegExp): Promise<URL> {
    let url = new URL(address);
    for (let steps = 0; steps < 12; steps++) {
      if (until.test(url.href)) return url;
      const response = await this.open(url);
      const location = response.headers.get('location');
      if (location === null) throw new Error(`${url.pathname} answers ${response.status}: ${(await response.text()).slice(0, 300)}`);
      url = new URL(location, url);
    }
    throw new Error('Sent around in a circle.');
  }

  cookieOf(origin: string, name: string): string | undefined {
    return this.cookies.get(new URL(origin).host)?.get(name);
  }

  setCookie(origin: string, name: string, value: string): void {
    this.cookies.set(new URL(origin).host, new Map([[name, value]]));
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line)!;
  const isOver = /max-age=0|expires=thu, 01 jan 1970/i.test(line);
  if (isOver) jar.delete(name!);
  else jar.set(name!, value!);
}
