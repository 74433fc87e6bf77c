// A certified OpenID provider on this machine, for the tests of single sign-on: port, address to come back to, people.
// People are JSON: {"login name": {"email": "...", "email_verified": true}}. PKCE is required of whoever asks.
import { Provider } from "oidc-provider";

const [port, callback, people] = process.argv.slice(2);
const known = JSON.parse(people);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: "wijkpeil", client_secret: "s".repeat(40), redirect_uris: [callback], grant_types: ["authorization_code"], response_types: ["code"] }],
  claims: { openid: ["sub", "acr", "amr"], email: ["email", "email_verified"] },
  pkce: { required: () => true },
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: true } },
  async findAccount(_context, id) {
    return { accountId: id, async claims() { return { sub: id, ...known[id] }; } };
  },
});
// How people proved who they are, which a real provider knows of each sign-in, stands with them as "amr".
const begin = provider.Session.prototype.loginAccount;
provider.Session.prototype.loginAccount = function loginAccount(details) {
  return begin.call(this, { ...details, amr: known[details.accountId]?.amr });
};
provider.listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
