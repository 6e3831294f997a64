"""How long what was dispensed lasts, by what was prescribed and what came between.

Population: patients with a record of what was dispensed to them and of what was prescribed; one
    patient and one class of medicines at a time.
Source: AdhereR 0.8.1, the manual pages of compute_event_durations, prune_event_durations,
    cover_special_periods and time_to_initiation, the vignette "Data preparation for computing
    adherence to medication in AdhereR", and what the program answers.
Departures: a record that cannot be used costs its own rows and no others; what the pages leave
    open and what AdhereR answers against them is in decision 0028.
"""
