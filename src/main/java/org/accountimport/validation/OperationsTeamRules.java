package org.accountimport.validation;

import org.accountimport.payload.AccountFields;

/**
 * Who looks after the account: rulebook section 5.2, S54 to S56.
 */
final class OperationsTeamRules {

    private OperationsTeamRules() {}

    static final Rule NAMED = Rule.row(Section.ACCOUNT, 54, "operations_team_should_be_provided")
            .at(Scope.ACCOUNT, AccountFields.OPERATIONS_TEAM_NAME)
            .when(
                    "not given while setting `auto_allocate_operations_team` is off",
                    (account, facts) -> !facts.settings().autoAllocateOperationsTeam()
                            && !account.given(AccountFields.OPERATIONS_TEAM_NAME))
            .detail("Name the operations team");

    static final Rule NOT_NAMED_WHEN_ALLOCATED = Rule.row(
                    Section.ACCOUNT, 55, "operations_team_provided_when_using_auto_allocation")
            .at(Scope.ACCOUNT, AccountFields.OPERATIONS_TEAM_NAME)
            .when(
                    "given while that setting is on (then S56 is not evaluated)",
                    (account, facts) -> facts.settings().autoAllocateOperationsTeam()
                            && account.given(AccountFields.OPERATIONS_TEAM_NAME))
            .detail("Teams are allocated automatically, leave this out");

    static final Rule EXISTS = Rule.row(Section.ACCOUNT, 56, "operations_team_name_does_not_exist")
            .at(Scope.ACCOUNT, AccountFields.OPERATIONS_TEAM_NAME)
            .when("not in setting `operations_teams`, case matters", (account, facts) -> {
                String team = account.get(AccountFields.OPERATIONS_TEAM_NAME);
                return team != null
                        && !facts.settings().autoAllocateOperationsTeam()
                        && !facts.settings().operationsTeams().contains(team);
            })
            .detail("There is no team {value}");
}
