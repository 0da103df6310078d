using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.Host.Vault;

/// <summary>Makes the vault's face for one act.</summary>
internal sealed class VaultFactory(KeyFolder keys) : IVaultFactory
{
    public IVault For(ActFrame frame, IReadOnlyList<PersonalField> declared) =>
        new CommunityVault(keys, frame.Community.Slug, frame.Module, Names(declared), Names(declared.Where(field => field.Sensitive)), look => frame.Looks.Add((look, 1)));

    /// <summary>The vault of the host's own tables outside of an act: the demo scene, the upkeep. Nothing is opened there for anybody's eyes.</summary>
    public IVault ForHost(string community) =>
        new CommunityVault(keys, community, "host", Names(Register.HostPersonalData.All), Names(Register.HostPersonalData.All.Where(field => field.Sensitive)), _ => { });

    private static HashSet<string> Names(IEnumerable<PersonalField> fields) => fields.Select(field => field.Field).ToHashSet(StringComparer.Ordinal);
}

/// <summary>Seals and opens with one community's ring for one module; what is sensitive by law under a key of its own.</summary>
internal sealed class CommunityVault(KeyFolder keys, string community, string owner, IReadOnlySet<string> declared, IReadOnlySet<string> sensitive, Action<Look> looked) : IVault
{
    public Sealed Seal(string field, string text) => Sealed.FromStored(keys.Of(community).Seal(Name(field), text, own: sensitive.Contains(Entry(field))));

    public string Open(string field, Sealed value, Look look)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(look.Purpose);
        var text = Plain(field, value);
        looked(look);
        return text;
    }

    public string Masked(string field, Sealed? value, Func<string, string> mask) => value is { } there ? mask(Plain(field, there)) : "";

    public string Index(string field, string text) => keys.Of(community).Index(Name(field), text);

    public IReadOnlyList<string> Indexes(string field, string text) => keys.Of(community).Indexes(Name(field), text);

    private string Plain(string field, Sealed value)
    {
        var name = Name(field);
        var id = SealedText.KeyOf(value.Stored) ?? throw new System.Security.Cryptography.CryptographicException($"{name} holds a text that is not sealed.");
        return SealedText.Open(id, keys.Key(community, id), name, value.Stored);
    }

    private static string Entry(string field) => field.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? field[..slash] : field;

    /// <summary>The owner goes in, so that one module cannot open what another one sealed under a field of the same name.</summary>
    private string Name(string field)
    {
        var entry = Entry(field);
        return declared.Contains(entry)
            ? $"{owner}/{field}"
            : throw new InvalidOperationException($"{owner} keeps '{entry}', which module.json does not declare under personalData.");
    }
}
