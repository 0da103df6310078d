using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>
/// <c>reset-operator --account NAME [--data DIR]</c> · The way back in for an operator without phone and recovery codes: whoever may
/// write the platform's database takes her second factor away. It stands in the operator's log. Everybody else is reset by two people.
/// </summary>
internal static class ResetCommand
{
    public const string Name = "reset-operator";

    public static async Task<int> Run(string[] args, TextWriter said, CancellationToken stop)
    {
        await using var house = await CommandHouse.Open(args, said, stop);
        if (house is null) return 2;
        await using var database = await house.Platform(stop);
        var name = (house.Settings["account"] ?? "").Normalize().ToUpperInvariant();
        if (await database.Users.FirstOrDefaultAsync(row => row.NormalizedUserName == name && row.IsOperator, stop) is not { } account)
        {
            await said.WriteLineAsync("There is no operator of this sign-in name. Other accounts are reset on the page of accounts, by two people.");
            return 2;
        }
        (account.TwoFactorEnabled, account.SecurityStamp) = (false, Guid.NewGuid().ToString("N"));
        database.OperatorLog.Add(new() { At = house.Clock.GetUtcNow().UtcDateTime, By = Name, Act = "ResetSecondFactor", Subject = account.UserName, Outcome = "done" });
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        await database.SaveChangesAsync(stop);
        await database.UserTokens.Where(row => row.UserId == account.Id).ExecuteDeleteAsync(stop);
        await database.Passkeys.Where(row => row.AccountId == account.Id).ExecuteDeleteAsync(stop);
        await database.Sessions.Where(row => row.AccountId == account.Id).ExecuteDeleteAsync(stop);
        await transaction.CommitAsync(stop);
        await said.WriteLineAsync($"{account.UserName}: the second factor and the passkeys are taken away; sign in by the password and set up new ones.");
        return 0;
    }
}
