// How single values are told: nothing here ever becomes markup, every text is put in as text.
const ABOUT = JSON.parse(document.getElementById('about').textContent);

/** What people read, with its values in their places. */
function say(key, ...values) {
  return ABOUT.say[key].replace(/\{(\d)\}/g, (all, n) => String(values[n]));
}

const DAYS = say('days').split(' ');
const MONTHS = say('months').split(' ');

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** "Mon 23 Nov 2026, 6:00 PM", of a time as the report writes it; the clock is the one it was written by. */
function moment(iso, seconds) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(:\d\d)(:\d\d)?)?/.exec(iso || '');
  if (!parts) return iso || '';
  const [year, month, date, hour] = [parts[1], parts[2] - 1, Number(parts[3]), Number(parts[4])];
  const day = DAYS[new Date(Date.UTC(year, month, date)).getUTCDay()] + ' ' + date + ' ' + MONTHS[month] + ' ' + year;
  if (!parts[4]) return day;
  return day + ', ' + (hour % 12 || 12) + parts[5] + ((seconds && parts[6]) || '') + ' ' + (hour < 12 ? say('am') : say('pm'));
}

function time(iso, seconds) {
  return iso ? el('time', { datetime: iso }, moment(iso, seconds)) : el('span', {}, '\u2013');
}

function count(number, what) {
  return say(what + (number === 1 ? '.one' : '.many'), number.toLocaleString('en-US'));
}

/** As it is sorted: without accents and case. */
function plain(text) {
  return String(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const STATUS = {
  READY: 'wait',
  HELD: 'wait',
  SENDING: 'wait',
  IN_DOUBT: 'doubt',
  SENT: 'good',
  DELIVERED: 'good',
  FAILED: 'bad',
  UNKNOWN: 'doubt',
  CANCELLED: 'bad',
};
const OUTCOME = {
  texted: 'good',
  emailed: 'good',
  queued: 'wait',
  waiting: 'wait',
  held: 'wait',
  unknown: 'doubt',
  cancelled: 'bad',
  failed: 'bad',
  rejected: 'bad',
};
const EVENT = {
  DISABLED: 'bad',
  ENABLED: 'good',
  HOLD: 'wait',
  RELEASED: 'good',
  CONFIRMED: 'bad',
};

/** A value's word of a kind; one that has none stands as it is. */
function word(kind, value) {
  return ABOUT.say[kind + '.' + value] || value;
}

function pill(kind, value, tones) {
  return el('span', { class: ('pill ' + (tones[value] || '')).trim() }, word(kind, value) || '\u2013');
}

/** A number of North America as people write it: "(312) 555-0110". */
function phone(text) {
  return String(text).replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

/** A text with the phones and times in it as people write them. */
function bare(text) {
  if (text === null || text === undefined || text === '') return '\u2013';
  return String(text)
    .replace(/(?<![\w+])\+1(\d{3})(\d{3})(\d{4})\b/g, '($1) $2-$3')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)/g, (iso) => moment(iso));
}

function exactly(text) {
  return el('bdi', {}, bare(text));
}

function words(text) {
  return el('bdi', {}, bare(text));
}

/** A person in two lines: the name, else who they are to the file; below it the id. */
function person(name, id) {
  return el('span', {}, el('bdi', {}, bare(name || id)), name && id ? el('small', {}, el('bdi', {}, id)) : null);
}
