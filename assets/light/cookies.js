// Stands for the cookie library that Reflex brings. No var of ours is kept in a cookie: ours are for the server alone.
export default class NoCookies {
  get() {}
  set() {}
  remove() {}
}
