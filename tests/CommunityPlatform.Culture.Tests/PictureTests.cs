using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Pictures;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Tests;

public sealed class PictureTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    private async Task<Guid> Keep(PictureConsent consent, bool minors = false, bool guardian = false) => await _frame.Did<KeepPicture, Guid>(
        new(await _frame.Published(), "a.png", new MemoryStream([1]), "Stage", consent, minors, guardian));

    [Theory]
    [InlineData(PictureConsent.NotAsked, false, false, false)]
    [InlineData(PictureConsent.FacesConsented, false, false, true)]
    [InlineData(PictureConsent.Unrecognisable, false, false, true)]
    [InlineData(PictureConsent.FacesConsented, true, false, false)]
    [InlineData(PictureConsent.Unrecognisable, true, false, false)]
    [InlineData(PictureConsent.FacesConsented, true, true, true)]
    [InlineData(PictureConsent.NotAsked, true, true, false)]
    public async Task Leaves_its_record_only_if_everybody_agreed(PictureConsent consent, bool minors, bool guardian, bool may)
    {
        var refusal = await _frame.Refusal<TakePictureOut, PictureContent>(new(await Keep(consent, minors, guardian)));
        if (may) Assert.Null(refusal);
        else Assert.IsType<PictureMustStay>(refusal);
    }

    [Fact]
    public async Task Stays_when_consent_is_withdrawn()
    {
        var id = await Keep(PictureConsent.FacesConsented);
        await _frame.Did<DescribePicture, Done>(new(id, 1, "Stage", PictureConsent.NotAsked, false, false));
        Assert.IsType<PictureMustStay>(await _frame.Refusal<TakePictureOut, PictureContent>(new(id)));
        Assert.IsType<Stale>(await _frame.Refusal<DescribePicture, Done>(new(id, 1, "Stage", PictureConsent.FacesConsented, false, false)));
    }

    [Fact]
    public async Task Goes_with_its_file()
    {
        var id = await Keep(PictureConsent.NotAsked);
        await _frame.Did<RemovePicture, Done>(new(id));
        Assert.Empty(_frame.Files);
        Assert.IsType<NotFound>(await _frame.Refusal<OpenPicture, PictureContent>(new(id)));
    }

    [Fact]
    public async Task Refuses_a_file_that_is_no_picture() => Assert.IsType<NoPicture>(await _frame.Refusal<KeepPicture, Guid>(
        new(await _frame.Published(), "a.txt", new MemoryStream(), "", PictureConsent.NotAsked, false, false)));
}
