"""Frozen words: what is said near mood, word for word. A change needs a clinician's agreement."""

FROZEN = {
    "notice.level1_title": "You chose Very low.",
    "notice.level1_body": (
        "If this is new for you, tell your provider today. If you do not feel safe, open "
        "Get help now."
    ),
    "notice.level2_title": "Tell your provider about your mood, today if you can",
    "notice.level2_body": (
        "Some people taking this medicine have mood changes. Your provider needs to know."
    ),
    "notice.level2_dose": (
        "Ask them before you take your next dose. Do not wait for your next visit."
    ),
    "notice.level2_bar": "Mood: tell your provider",
    "notice.level2_collapse": "Hide the details",
    "notice.harm_link": "Thoughts of suicide or self-harm? Help now",
    "notice.your_provider": "your provider",
    "notice.call_provider": "Call {provider}",
    "notice.message_provider": "Text",
    "notice.email_provider": "Email",
    "notice.add_clinic": "Add your provider's number",
    "notice.no_clinic": "No provider number yet. You can call a crisis line or your family doctor.",
    "notice.answer_title": "Where do things stand?",
    "notice.answer_contacted": "I contacted them",
    "notice.answer_appointment": "I have an appointment about this",
    "notice.answer_remind_24h": "Remind me in 24 hours",
    "notice.answer_they_know": "They already know",
    "notice.answer_not_a_change": "My mood has not changed",
    "notice.contacted_on": "When did you contact them?",
    "notice.appointment_on": "When is the appointment?",
    "notice.reason_optional": "Reason (optional)",
    "notice.answered": "Noted. You can open Get help at any time.",
    "notice.remind_set": "This will come back in 24 hours.",
    "notice.they_know_until": "Paused until {date}. A new or bigger change still brings a notice.",
    "notice.level3_title": "You don't have to face this alone.",
    "notice.level3_danger": (
        "If you might act on these thoughts or are in danger, call {number} now."
    ),
    "notice.level3_body": (
        "You can call a trained listener. It is your choice. Nobody has been told."
    ),
    "notice.level3_dose": "Do not take your next dose until you have spoken to a doctor.",
    "notice.level3_need_help": "I need help now",
    "notice.level3_safe_options": "I'm safe, show my options",
    "notice.level3_not_now": "Not now",
    "notice.level3_options_title": "Your options",
    "notice.level3_bar": "Help is here: emergency number, crisis line, people you trust",
    "notice.level3_call_trusted": "Call {name}",
    "notice.quiet_title": "How are you today?",
    "notice.quiet_body": "There is no mood since {date}. You can log today, or open Get help.",
    "notice.quiet_log": "Log today",
    "notice.no_usual_yet": (
        "Your usual mood is not known yet. It needs 7 entries in your first weeks. One "
        "kind of notice starts after that."
    ),
    "notice.reason.quote": "{what} on {date}",
    "notice.reason.quote_answer": "“{question}” {answer}",
    "notice.reason.join": ", ",
    "notice.reason.join_last": "{first} and {last}",
    "notice.reason.m0_tag": "You chose {entries}.",
    "notice.reason.m0_check": "In your two-week check on {dates} you said: {entries}.",
    "notice.reason.m1": "You logged Very low on {dates}.",
    "notice.reason.m2": "You logged Very low two times in a row: {dates}.",
    "notice.reason.m3": "Low or very low on {count} of your last {of} entries: {entries}.",
    "notice.reason.m4": "In the last 7 days you logged {entries}. Your usual mood is {usual}.",
    "notice.reason.m3_dated": (
        "From {first} to {last}, low or very low on {count} of {of} entries: {entries}."
    ),
    "notice.reason.m4_dated": (
        "From {first} to {last} you logged {entries}. Your usual mood is {usual}."
    ),
    "notice.reason.m5": "In your two-week check on {dates} you answered: {entries}.",
    "notice.reason.m5_twice": "In two checks, on {dates}, you answered: {entries}.",
    "notice.reason.m5_with_low": (
        "In your two-week check you answered: {entries}. You also logged Very low on {dates}."
    ),
    "notice.reason.m6": (
        "On {count} of the last {of} days your mood stopped you doing something: {dates}."
    ),
    "notice.reason.m6_dated": "Your mood stopped you doing something on {dates}.",
    "notice.reason.m7_yes": (
        "You said you have had thoughts of harming yourself, or that life is not worth living."
    ),
    "notice.reason.m7_rather_not": "You chose not to say. Here is who you can talk to.",
    "notice.draft.provider_subject": "Please call me back",
    "notice.draft.provider_bare": (
        "Hello. I take isotretinoin and my mood has changed. Please tell me what to do, "
        "and call me back as soon as you can."
    ),
    "notice.draft.trusted": (
        "Hi. I feel low at the moment and would like to talk. Can you call me when you see this?"
    ),
    "notice.draft.trusted_now": "Hi. I need someone with me now. Can you call me or come?",
    "check.title": "Two-week check",
    "check.intro": (
        "A few short questions about how you have been. Take your time. You can stop at any point."
    ),
    "check.later": "Not now",
    "check.finish": "Finish",
    "check.thanks": "Thank you. Your answers are saved on this device.",
    "check.spoken": "{question} {answer}",
    "check.irritable": (
        "In the last two weeks, have you been more irritable, angry or anxious than usual?"
    ),
    "check.noticed": "In the last two weeks, has someone close to you noticed a change in you?",
    "check.changed": "In the last two weeks, has your mood or behaviour changed?",
    "check.low_interest": (
        "In the last two weeks, how often did you have little interest or joy in things you like?"
    ),
    "check.low_mood": "In the last two weeks, how often did you feel low, sad or without hope?",
    "check.often_0": "Never",
    "check.often_1": "Some days",
    "check.often_2": "Most days",
    "check.often_3": "Nearly every day",
    "check.safety.privacy": (
        "Your answer stays on this device. Nobody is told. If you are in danger, call {number} now."
    ),
    "check.safety.question": (
        "Some people get thoughts of harming themselves or that life is not worth living."
        " Have you had such thoughts since your last check-in?"
    ),
    "check.safety.no": "No",
    "check.safety.yes": "Yes",
    "check.safety.rather_not": "I'd rather not say",
    "check.safety.after_no": "Thank you. You can open Get help at any time.",
    "check.safety.do_not_keep": "Don't keep my answers to this question",
    "check.safety.do_not_keep_more": "Your answer is then used today and not stored.",
    "help.button": "Get help",
    "help.title": "Get help",
    "help.danger_title": "In danger now? Thinking of suicide or self-harm?",
    "help.emergency_button": "{name} {number}",
    "help.call_number": "Call {number}",
    "help.text_number": "Text {number}",
    "help.text_keyword": "Text {keyword} to {number}",
    "help.chat_at": "Chat at {address}",
    "help.more_lines": "More lines",
    "help.country_line": "{country} · {about}",
    "help.change_country": "Change country",
    "help.travelling": "I'm travelling",
    "help.travelling_in": "Travelling in {country}",
    "help.at_home": "At home: {country}",
    "help.no_line": (
        "We have no crisis line for {country} yet. Call the emergency number if you are "
        "in danger. These pages list helplines by country."
    ),
    "help.by_the_clock": (
        "Your clock is set to the time of {here}, so its numbers come first."
        " The ones of {home} are below. Choose your country if this is wrong."
    ),
    "help.travelling_end": "I'm home again",
    "help.choose_home": "Where do you live?",
    "help.choose_away": "Where are you now?",
    "help.show_numbers": "Call not working? Show the numbers",
    "help.line_free": "free",
    "help.hours_always": "day and night",
    "help.hours_vary": "hours vary",
    "help.hours_between": "{opens} to {closes}",
    "help.hours_on": "{days}, {hours}",
    "help.days_between": "{first} to {last}",
    "help.midnight": "midnight",
    "help.ages_young": "for children and young people",
    "help.ages_between": "ages {first} to {last}",
    "help.ages_to": "up to age {last}",
    "help.ages_from": "age {first} and over",
    "help.languages_join": ", ",
    "help.language_ar": "Arabic",
    "help.language_de": "German",
    "help.language_en": "English",
    "help.language_es": "Spanish",
    "help.language_fi": "Finnish",
    "help.language_fr": "French",
    "help.language_he": "Hebrew",
    "help.language_it": "Italian",
    "help.language_nl": "Dutch",
    "help.language_ru": "Russian",
    "help.language_sv": "Swedish",
    "help.language_uk": "Ukrainian",
    "help.role_emergency": "Emergency",
    "help.role_ambulance": "Ambulance",
    "help.role_ambulance_fire": "Ambulance and fire",
    "help.role_police": "Police",
    "help.role_police_emergency": "Police and emergency",
    "help.note_inside_country": "Only from inside this country",
    "help.note_busy_at_night": "It may be busy at night",
    "help.note_busy": "It may be busy",
    "help.note_often_busy": "Often busy: call again",
    "help.note_charges": "Normal call charges",
    "help.note_twenty_languages": "In 20 languages",
    "help.note_press_8": "In thoughts of suicide: call 119, then press 8 when you are asked.",
    "help.note_press_5": "When you are asked, press 5",
    "help.note_buenos_aires": "In the Buenos Aires area",
    "help.note_closed_then_107": "Closed from midnight to 8:00: then call 107 or 911",
    "help.note_own_number": "If you know your country's own emergency number, call that one.",
    "help.note_from_mobiles": "From mobile phones",
    "help.note_from_landlines": "From landlines",
    "help.note_free_from_mobiles": "Free from mobiles, local rate from landlines",
    "help.note_free_from_mobiles_only": "Free from mobile phones",
    "help.note_for_german": "For German, use one of the directories below.",
    "help.note_most_mobiles": "112 works on most mobiles",
    "help.note_england_option_2": "In England: choose option 2",
    "help.note_iwate": "In Iwate, Miyagi and Fukushima: 0120-279-226",
    "help.note_slow_answers": "Answers can take some time",
    "help.note_bogota": "In Bogotá",
    "help.note_eighteen_hours": "Open at least 18 hours a day",
    "help.line_join": " · ",
    "help.checked_on": "Source read on {date}",
    "help.source": "Source: {source}",
    "help.provider_heading": "Your provider",
    "help.provider_body": (
        "Tell them straight away if you feel low, anxious, angry, restless or numb. Tell "
        "them too if you lose interest in things or sleep badly."
    ),
    "help.provider_none": (
        "No provider number yet. You can still call a crisis line or your family doctor."
    ),
    "help.add_provider": "Add your provider's number",
    "help.call": "Call",
    "help.text": "Text",
    "help.email": "Email",
    "help.name": "Name",
    "help.phone": "Phone",
    "help.email_address": "Email",
    "help.phone_wrong": "Enter a phone number.",
    "help.edit_person": "Change the name or number",
    "help.trusted": "Tell someone you trust: {name}",
    "help.trusted_none": "Tell someone you trust. You can add their number here.",
    "help.add_trusted": "Add someone you trust",
    "help.under_18": (
        "Under 18? Youth helplines are for you too. A parent, carer or another adult you "
        "trust can also help."
    ),
    "help.cannot_dial": "No phone here? Use another phone to call this number.",
    "help.copy": "Copy number",
    "help.copied": "Number copied",
    "help.safety_lead": (
        "Thoughts of harming yourself? You can answer one question here. Then you see who"
        " you can call."
    ),
    "help.safety_open": "Answer the question",
    "help.red_flags_title": "When to get help fast",
    "help.action_crisis": "Get help now",
    "help.action_emergency": "Call the emergency number now",
    "help.action_hospital": "Go to hospital now",
    "help.action_stop_and_call": "Stop and call now",
    "help.action_same_day": "See a doctor today",
    "help.action_today": "Call your provider today",
    "help.action_provider": "Tell your provider",
    "help.directories_heading": "More helplines, by country",
    "help.directories_body": "These pages need the internet.",
    "help.child_heading": "For under 18s",
    "help.sources_title": "Where these numbers come from",
    "help.line_source": "{name}, {number}. {source}",
    "help.disclaimer": (
        "In an emergency call {number}. If your mood changes, tell your healthcare "
        "provider straight away, even if this app shows nothing. This journal is not a "
        "doctor. Nobody reads it unless you show it to them. It cannot tell whether a "
        "symptom is serious. Tips come from a web article and the sources named. Your "
        "clinic's instructions come first."
    ),
    "help.disclaimer_accept": "I understand",
    "calendar.daily_neutral": "Journal: today's entry",
    "calendar.visit_neutral": "Journal: appointment",
    "calendar.test_neutral": "Journal: something to review",
    "today.mood_sentence": (
        "*Any change in mood* on isotretinoin is a reason to tell your provider straight away."
    ),
    "lock.notice": "A notice is waiting. Help numbers are here.",
    "care.mood_card": "Any change in mood? Tell your provider straight away.",
}
