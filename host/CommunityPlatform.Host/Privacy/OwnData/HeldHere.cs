using CommunityPlatform.Sdk.Contributions;

namespace CommunityPlatform.Host.Privacy.OwnData;

/// <summary>Whether a module could be asked.</summary>
public enum Asked
{
    /// <summary>It told what it holds.</summary>
    Told,
    /// <summary>It is off, or its package is not there: its rows are, and nobody can read them now.</summary>
    Off,
    /// <summary>It failed when it was asked.</summary>
    Failed,
}

/// <summary>一个模块里的本人信息 · What one module holds of a person; never left out, whatever the module does.</summary>
public sealed record HeldHere(string Module, string Name, Asked Asked, IReadOnlyList<HeldRecord> Records);

/// <summary>本人信息 · All that is held of one resident, by module, and who looked at it.</summary>
public sealed record OwnPage(Guid Person, string Name, DateTime At, IReadOnlyList<HeldHere> Held, IReadOnlyList<Register.Residents.LookRow> Looks);
