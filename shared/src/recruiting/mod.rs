//! Who applies and who is let in. So far the list of employees, against which a sign-up as internal is checked.

pub mod employee_records;
