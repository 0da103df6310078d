namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>来源 · Where the word comes from that somebody may receive help; never why.</summary>
public enum EligibilitySource { CivilAffairs, CommunityReview, Application, Other }

/// <summary>对象 · Somebody who may receive vouchers, known here by a code alone: no name, no category.</summary>
internal sealed class Beneficiary
{
    private Beneficiary() { }

    public Beneficiary(string code, DateOnly from, DateOnly until, EligibilitySource source) =>
        (Id, Code, From, Until, Source, Version) = (Guid.CreateVersion7(), code, from, until, source, 1);

    public Guid Id { get; private set; }
    public string Code { get; private set; } = "";
    public DateOnly From { get; private set; }
    public DateOnly Until { get; private set; }
    public EligibilitySource Source { get; private set; }

    /// <summary>The account of a worker who is herself entitled, so that she decides nothing of her own.</summary>
    public string? AccountId { get; private set; }
    public long Version { get; private set; }

    public bool EligibleOn(DateOnly day) => From <= day && day <= Until;

    public bool Is(string account) => AccountId is not null && AccountId == account;

    /// <summary>A worker says that this is she. It is not taken back by her, and nobody else says it for her.</summary>
    public Refusal? Claim(string account)
    {
        if (AccountId is not null && AccountId != account) return new CodeOfAnother(Code);
        if (AccountId is null) Version++;
        AccountId = account;
        return null;
    }

    /// <summary>What stands in the place of a code that leads to nobody any more; the books keep their vouchers.</summary>
    private const string Nobody = "-";

    public bool IsForgotten => Code.StartsWith(Nobody, StringComparison.Ordinal);

    /// <summary>Takes away whatever leads to her. No list of anybody has this code.</summary>
    public void Forget()
    {
        if (IsForgotten) return;
        (Code, AccountId, Source) = (Nobody + ReadableCode.New(10), null, EligibilitySource.Other);
        Version++;
    }

    public void Set(DateOnly from, DateOnly until)
    {
        (From, Until) = (from, until);
        Version++;
    }
}
