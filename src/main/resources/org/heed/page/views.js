// What each report shows in its table, filters by, and tells of a row that is opened.
const REFUSED = 'Attempt To Send To Unsubscribed Recipient 21610';

function views(get) {
  const name = (row) => [get(row, 'first_name'), get(row, 'last_name')].filter(Boolean).join(' ');
  const at = (row) => get(row, 'attempted_at') || get(row, 'queued_at');
  // What a mail server said when it took a mail is no error.
  const wrong = (row, name) => (['SENT', 'DELIVERED'].includes(get(row, 'status')) ? null : get(row, name));
  const sender = (row) => get(row, 'sender_name') || get(row, 'sender');

  const others = (row) => /somebody else/.test(get(row, 'evidence') || '');

  const column = (title, value, more) => ({ title, value, node: (row) => words(value(row)), ...more });
  const whenColumn = (title, value, more) =>
    column(title, value, {
      node: (row) => time(value(row)),
      sort: (row) => Date.parse(value(row)) || 0,
      type: 'num',
      look: 'when',
      ...more,
    });
  // Whose phone it is, and whose no: of a number two people list they are not the same.
  const phoneColumn = () =>
    column(say('head.phone'), (row) => get(row, 'phone'), {
      look: 'exact',
      node: (row) => el('span', {}, words(get(row, 'phone')), others(row) ? el('small', {}, say('shared.no')) : null),
    });
  const personColumn = (more) =>
    column(say('head.person'), (row) => name(row) || get(row, 'student_id') || '', {
      node: (row) => person(name(row), get(row, 'student_id')),
      ...more,
    });
  const errorFilter = (channel) => ({
    label: say('head.error'),
    broad: true,
    value: (row) => {
      const code = wrong(row, 'error_code');
      const error = wrong(row, 'error');
      if (code === null) return error && get(row, 'status') === 'FAILED' ? 'why ' + error : '';
      return (channel && get(row, 'channel') === 'EMAIL' ? 'mail ' : '') + code;
    },
    words: (value, row) => {
      if (value === '21610') return REFUSED;
      if (value.startsWith('why ')) return get(row, 'error');
      if (value.startsWith('mail ')) return say('mail.refused', value.slice(5));
      const error = get(row, 'error') || say('head.error');
      return error.includes(value) ? error : error + ' ' + value;
    },
    first: '21610',
  });
  const filter = (label, value, say, more) => ({ label, value, words: say || phone, ...more });

  const messages = {
    key: 'message_id',
    date: at,
    columns: [
      whenColumn(say('head.when'), at),
      personColumn(),
      column(say('head.to'), (row) => get(row, 'destination'), { look: 'exact', hide: 'mid' }),
      column(say('head.channel'), (row) => (get(row, 'channel') ? word('channel', get(row, 'channel')) : ''), { hide: 'low' }),
      column(say('head.status'), (row) => get(row, 'status'), { node: (row) => pill('status', get(row, 'status'), STATUS) }),
      column(say('head.error'), (row) => wrong(row, 'error'), { look: 'clip', hide: 'mid' }),
      column(say('head.sender'), sender, { hide: 'low' }),
      column(say('head.campaign'), (row) => get(row, 'campaign'), { hide: 'low' }),
    ],
    filters: [
      errorFilter(true),
      filter(say('head.sender'), sender),
      filter(say('head.campaign'), (row) => get(row, 'campaign')),
      filter(say('head.status'), (row) => get(row, 'status'), (value) => word('status', value)),
      filter(say('head.channel'), (row) => get(row, 'channel') || (['FAILED', 'CANCELLED'].includes(get(row, 'status')) ? 'neither' : 'none'), (value) => word('channel', value)),
    ],
    label: (row) => say('label.message', get(row, 'message_id')) + (name(row) ? ', ' + name(row) : ''),
    hides: (row, one) => ['error_code', 'error'].includes(one) && wrong(row, one) === null,
    story: (row, rows) => messageStory(get, rows, name, sender),
    storyTitle: say('title.message'),
  };

  const learned = filter(say('head.learned.from'), (row) => get(row, 'learned_from'), (value) => word('learned', value));
  const optOuts = {
    date: (row) => get(row, 'opted_out_at'),
    columns: [
      whenColumn(say('head.opted.out'), (row) => get(row, 'opted_out_at')),
      personColumn(),
      phoneColumn(),
      column(say('head.type'), (row) => get(row, 'phone_type'), { hide: 'low' }),
      column(say('head.learned.from'), (row) => word('learned', get(row, 'learned_from')), { hide: 'mid' }),
      column(say('head.sender'), (row) => get(row, 'sender'), { look: 'exact', hide: 'low' }),
      column(say('head.error'), (row) => get(row, 'error'), { look: 'clip', hide: 'low' }),
      column(say('head.new.phone'), (row) => get(row, 'has_new_phone'), { hide: 'low' }),
    ],
    filters: [
      errorFilter(false),
      learned,
      filter(say('head.sender'), (row) => get(row, 'sender')),
      filter(say('head.whose.no'), (row) => (others(row) ? say('no.others') : say('no.own'))),
      filter(say('head.phone.type'), (row) => get(row, 'phone_type')),
      filter(say('head.new.phone.since'), (row) => get(row, 'has_new_phone')),
    ],
    label: (row) => say('label.out', phone(get(row, 'phone'))) + (name(row) ? ', ' + name(row) : ''),
    story: (row) => optOutStory(get, row),
    storyTitle: say('title.known'),
  };

  const delay = {
    date: (row) => get(row, 'known_at'),
    columns: [
      whenColumn(say('head.known.to.heed'), (row) => get(row, 'known_at')),
      whenColumn(say('head.replied.stop'), (row) => get(row, 'replied_at'), { hide: 'mid' }),
      column(say('head.phone'), (row) => get(row, 'phone'), { look: 'exact' }),
      column(say('head.delay.minutes'), (row) => get(row, 'delay_minutes'), { type: 'num', look: 'number' }),
      column(say('head.texts.by.others'), (row) => get(row, 'texts_by_other_senders'), { type: 'num', look: 'number', hide: 'mid' }),
      column(say('head.sender'), (row) => get(row, 'sender'), { look: 'exact', hide: 'low' }),
      column(say('head.learned.from'), (row) => word('learned', get(row, 'learned_from')), { hide: 'low' }),
    ],
    filters: [learned, filter(say('head.sender'), (row) => get(row, 'sender'))],
    label: (row) => say('label.out', phone(get(row, 'phone'))),
    story: (row) => delayStory(get, row),
    storyTitle: say('title.delay'),
  };

  const consentEvents = {
    date: (row) => get(row, 'occurred_at'),
    columns: [
      whenColumn(say('head.when'), (row) => get(row, 'occurred_at')),
      personColumn(),
      phoneColumn(),
      column(say('head.what'), (row) => get(row, 'event'), { node: (row) => pill('event', get(row, 'event'), EVENT) }),
      column(say('head.learned.from'), (row) => word('learned', get(row, 'learned_from')), { hide: 'mid' }),
      column(say('head.sender'), (row) => get(row, 'sender'), { look: 'exact', hide: 'low' }),
      column(say('head.by'), (row) => get(row, 'by'), { hide: 'low' }),
      column(say('head.why'), (row) => get(row, 'reason'), { look: 'clip', hide: 'mid' }),
    ],
    filters: [
      filter(say('head.what'), (row) => get(row, 'event'), (value) => word('event', value)),
      learned,
      filter(say('head.sender'), (row) => get(row, 'sender')),
      filter(say('head.by'), (row) => get(row, 'by')),
    ],
    label: (row) => word('event', get(row, 'event')) + ', ' + phone(get(row, 'phone')) + (name(row) ? ', ' + name(row) : ''),
    story: (row) => eventStory(get, row),
    storyTitle: say('title.known'),
  };

  return { messages, optOuts, delay, consentEvents, receipt: receiptView(get, column, filter) };
}

/** The file as it was sent: its own columns follow what became of the row. */
function receiptView(get, column, filter) {
  const outcome = ['line', 'outcome', 'reason', 'channel', 'destination', 'at'];
  const others = ABOUT.columns.map((one) => one.name).filter((one) => !outcome.includes(one));
  return {
    columns: [
      column(say('head.line'), (row) => get(row, 'line'), { type: 'num', look: 'number' }),
      column(say('head.outcome'), (row) => get(row, 'outcome'), { node: (row) => pill('outcome', get(row, 'outcome'), OUTCOME) }),
      column(say('head.why'), (row) => get(row, 'reason'), { look: 'clip' }),
      ...others.map((one) => column(headed(one), (row) => get(row, one), { look: 'clip', hide: 'mid' })),
    ],
    order: [1, 'asc'],
    filters: [
      filter(say('head.outcome'), (row) => get(row, 'outcome'), (value) => word('outcome', value)),
      filter(say('head.reason'), (row) => get(row, 'reason'), null, { broad: true }),
    ],
    label: (row) => say('label.line', get(row, 'line')),
    story: (row) => receiptStory(get, row),
    storyTitle: say('title.row'),
    detail: (one) => others.includes(one),
    detailTitle: others.some((one) => one.startsWith('sent:')) ? say('detail.sent') : say('detail.whom'),
  };
}

/** A column's name for people: as it was sent, else without underlines. */
function headed(name) {
  if (name.startsWith('sent:')) return name.slice(5);
  return name[0].toUpperCase() + name.slice(1).replace(/_/g, ' ').replace(/\bid$/, 'ID');
}
