// A row's story in words: steps of { at, text, tone }.
function messageStory(get, rows, name, sender) {
  const attempts = rows.slice().sort((a, b) => later(get(a, 'attempted_at')) - later(get(b, 'attempted_at')));
  const one = attempts[0];
  const id = get(one, 'student_id');
  const who = [name(one), id && name(one) ? '(' + id + ')' : id].filter(Boolean).join(' ');
  const steps = [
    {
      at: get(one, 'queued_at'),
      text: 'Queued' + (who ? ' for ' + who : '') + ', campaign ' + bare(get(one, 'campaign')) + ', from ' + bare(sender(one)) + '.',
    },
  ];
  let texted = false;
  for (const row of attempts) {
    steps.push({ at: get(row, 'attempted_at'), ...attemptWords(get, row, texted) });
    texted = texted || get(row, 'channel') === 'SMS';
  }
  return steps;
}

function later(iso) {
  return iso ? Date.parse(iso) : Number.MAX_SAFE_INTEGER;
}

function attemptWords(get, row, texted) {
  const status = get(row, 'status');
  const tone = (STATUS[status] || [])[1];
  const channel = get(row, 'channel');
  const mail = channel === 'EMAIL';
  const what = channel ? (mail ? 'Email' : 'Text') + ' to ' + bare(get(row, 'destination')) : 'The message';
  const error = get(row, 'error');
  const why = error ? ': ' + error : '';
  const segments = get(row, 'segments');
  const parts = !mail && segments > 1 ? ' in ' + segments + ' segments' : '';
  switch (status) {
    case 'SENT':
      return mail
        ? { tone, text: 'Emailed to ' + bare(get(row, 'destination')) + (texted ? ' in place of the text.' : '.') }
        : { tone, text: what + ' sent' + parts + '.' };
    case 'DELIVERED':
      return { tone, text: what + ' delivered' + parts + '.' };
    case 'FAILED':
      if (!channel) return { tone, text: 'Not sent' + why + '.' };
      return { tone, text: what + (String(get(row, 'error_code')) === '21610' || mail ? ' refused' : ' failed') + why + '.' };
    case 'HELD':
      return { tone, text: what + ' is held' + (why || ' until it may go') + '.' };
    case 'SENDING':
      return { tone, text: what + ' is being sent.' };
    case 'IN_DOUBT':
      return { tone, text: what + ': no answer. The gateway\u2019s own list will tell whether it went.' };
    case 'CANCELLED':
      return { tone, text: 'Not sent' + why + '.' };
    case 'UNKNOWN':
      return { tone, text: what + ': nobody can tell whether it went. Staff decide.' };
    default:
      return { tone, text: what + ' waits to be sent' + (mail && texted ? ' in place of the text' : '') + why + '.' };
  }
}

function optOutStory(get, row) {
  const sender = get(row, 'sender');
  // The number is or was somebody else's too, and it was they who said so.
  const other = /somebody else/.test(get(row, 'evidence') || '');
  const whose = other ? ' to somebody else with this number' : '';
  const how = {
    GATEWAY_21610: 'A text from ' + bare(sender) + whose + ' was refused: ' + bare(get(row, 'error')) + '.',
    REPLY: 'A reply to ' + bare(sender) + ' opted out' + (other ? '; it was to somebody else\u2019s text' : '') + '.',
    STAFF: 'Staff turned texts off.',
    IMPORT: 'A file turned texts off.',
  };
  const steps = [
    { at: get(row, 'opted_out_at'), text: how[get(row, 'learned_from')] || 'Texts were turned off.', tone: 'bad' },
    { at: get(row, 'recorded_at'), text: 'Heed knew it: no text goes to this phone from then on.' },
  ];
  if (other) {
    steps.push({ at: null, text: 'This person has not said so: other phones of theirs may be texted.', tone: 'wait' });
  }
  if (get(row, 'has_new_phone') === 'yes') {
    steps.push({ at: null, text: 'A phone listed since then is not covered by this.', tone: 'wait' });
  }
  return steps;
}

function eventStory(get, row) {
  const event = get(row, 'event');
  const by = get(row, 'by');
  const sender = bare(get(row, 'sender'));
  const learned = get(row, 'learned_from');
  const off = event === 'DISABLED';
  const how = {
    GATEWAY_21610: 'A text from ' + sender + ' was refused: its receiver had opted out.',
    REPLY: 'A reply to ' + sender + (off ? ' opted out.' : ' opted in.'),
    STAFF: bare(by) + ' turned texts ' + (off ? 'off.' : 'on.'),
    IMPORT: 'A file turned texts ' + (off ? 'off.' : 'on.'),
  };
  const held = {
    HOLD: learned ? 'A reply to ' + sender + ' said no in plain words: messages go by email until staff decide.' : 'The carrier blocks texts: messages go by email until staff decide.',
    RELEASED: (by || 'What followed') + ' ended the hold: it was no refusal.',
    CONFIRMED: (by || 'What followed') + ' ended the hold: it was a refusal.',
  };
  const reason = get(row, 'reason');
  const steps = [
    { at: get(row, 'occurred_at'), text: held[event] || how[learned] || bare(event), tone: (EVENT[event] || [])[1] },
    { at: get(row, 'recorded_at'), text: 'Heed knew it.' },
  ];
  if (reason) steps.push({ at: null, text: 'Why: ' + reason });
  return steps;
}

function delayStory(get, row) {
  const replied = get(row, 'replied_at');
  const between = get(row, 'texts_by_other_senders');
  const known = { at: get(row, 'known_at'), text: 'Heed knew it.' };
  if (!replied) {
    return [{ at: null, text: 'The gateway\u2019s log has no reply: nobody knows when it was sent.', tone: 'doubt' }, known];
  }
  const steps = [{ at: replied, text: 'Replied STOP to ' + bare(get(row, 'sender')) + '.', tone: 'bad' }];
  if (between > 0) {
    steps.push({ at: null, text: count(between, 'text') + ' of other senders went out.', tone: 'wait' });
  }
  return [...steps, known];
}

function receiptStory(get, row) {
  const outcome = get(row, 'outcome');
  const to = get(row, 'destination');
  const reason = get(row, 'reason');
  const [said, tone] = OUTCOME[outcome] || [bare(outcome), ''];
  const where = to ? (outcome === 'texted' || outcome === 'emailed' ? ' to ' + to : ', for ' + to) : '';
  return [{ at: get(row, 'at'), text: said + where + (reason ? ': ' + reason : '') + '.', tone }];
}
